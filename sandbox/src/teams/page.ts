import type { Response } from 'express';
import { type Html, html, trusted } from '../cloud/html.ts';
import { ASSETS } from './browser-assets.ts';

/** A whole page, before it is sent. */
export interface Page {
  readonly title: string;
  /** Style sheets beside those every page has, by file name. */
  readonly styles: readonly string[];
  /** The module that brings the page to life, by file name; null for a page that only says something. */
  readonly script: string | null;
  /** Renders Adaptive Cards, so needs the renderer's script. */
  readonly cards?: boolean;
  /** What the script starts from. */
  readonly data?: unknown;
  /** Origin that may be framed, besides none. */
  readonly frame?: string;
  readonly body: Html;
}

/** Sends a page under a policy that runs only our own scripts and is framed by nobody. */
export function sendPage(response: Response, page: Page): void {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "connect-src 'self'",
    'img-src * data:',
    "media-src 'self' blob:",
    `frame-src ${page.frame ?? "'none'"}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  response.set('Content-Security-Policy', policy.join('; ')).set('Cache-Control', 'no-store').type('html');
  response.send(`<!doctype html>${document(page).markup}`);
}

/** A page with one message, for links that lead nowhere. */
export function sendNotice(
  response: Response,
  notice: { status: number; title: string; text: string },
): void {
  sendPage(response.status(notice.status), {
    title: notice.title,
    styles: ['notice.css'],
    script: null,
    body: html`<main class="notice"><h1>${notice.title}</h1><p>${notice.text}</p></main>`,
  });
}

function document(page: Page): Html {
  const styles = ['tokens.css', 'controls.css', ...page.styles];
  return html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title}</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%235b5fc7'/%3E%3Cpath d='M4 5h8M8 5v7' stroke='%23fff' stroke-width='2'/%3E%3C/svg%3E">
${styles.map((file) => html`<link rel="stylesheet" href="${ASSETS}/${file}">`)}
<script src="${ASSETS}/first-paint.ts"></script>
${page.cards === true && html`<script defer src="${ASSETS}/adaptivecards.js"></script>`}
${page.script !== null && html`<script type="module" src="${ASSETS}/${page.script}"></script>`}
</head>
<body>
${page.body}
${page.data !== undefined && embeddedJson('page-data', page.data)}
</body>
</html>`;
}

/** Data for the page's script. `<` is written as an escape, so that no value can close the element. */
function embeddedJson(id: string, value: unknown): Html {
  const json = JSON.stringify(value).replaceAll('<', '\\u003c');
  return html`<script type="application/json" id="${id}">${trusted(json)}</script>`;
}
