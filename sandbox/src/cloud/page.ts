import { randomBytes } from 'node:crypto';
import type { Response } from 'express';
import { type Html, html, trusted } from './html.ts';

const STYLE = `
:root { color-scheme: light dark; --ground: #f3f2f1; --card: #fff; --ink: #242424; --quiet: #57544f; --line: #8a8886;
  --accent: #0f5ea8; --on-accent: #fff; --hover: #eef4fa; --alarm: #a4262c; }
@media (prefers-color-scheme: dark) { :root { --ground: #141414; --card: #242424; --ink: #f5f5f5; --quiet: #c8c6c4;
  --line: #8a8886; --accent: #6cb8f6; --on-accent: #0b2239; --hover: #323130; --alarm: #f1bbbc; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--ground); color: var(--ink);
  font: 1rem/1.4 'Segoe UI', system-ui, sans-serif; display: grid; place-items: center; padding: 1rem; }
main { width: min(28rem, 100%); background: var(--card); padding: 2rem; border-radius: .5rem;
  box-shadow: 0 .25rem 1rem rgb(0 0 0 / .18); }
main.wide { width: min(64rem, 100%); }
h1 { font-size: 1.5rem; margin: .75rem 0 .25rem; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
.brand { font-weight: 600; color: var(--quiet); margin: 0; }
.quiet { color: var(--quiet); margin: 0 0 1rem; }
.alarm { color: var(--alarm); }
ul.accounts { list-style: none; margin: 0 0 1rem; padding: 0; max-height: 26rem; overflow: auto; }
ul.accounts button { display: flex; gap: .75rem; align-items: center; width: 100%; padding: .6rem .5rem; border: 0;
  background: none; color: inherit; font: inherit; text-align: start; cursor: pointer; border-radius: .25rem; }
ul.accounts button:hover { background: var(--hover); }
.avatar { flex: none; display: grid; place-items: center; width: 2.5rem; height: 2.5rem; border-radius: 50%;
  background: var(--accent); color: var(--on-accent); font-weight: 600; }
.who { display: grid; min-width: 0; } .who span { overflow-wrap: anywhere; }
.who .quiet { margin: 0; font-size: .875rem; }
label { display: block; margin: .5rem 0 .25rem; }
input, select { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line);
  border-radius: .25rem; padding: .5rem; max-width: 100%; }
input[type=email] { width: 100%; }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: 1rem; align-items: end; }
.button { font: inherit; padding: .5rem 1rem; border-radius: .25rem; border: 1px solid var(--line); cursor: pointer;
  background: none; color: inherit; text-decoration: none; }
.button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: start; padding: .35rem .5rem;
  border-bottom: 1px solid var(--line); overflow-wrap: anywhere; font-size: .9rem; }
.scroll { overflow: auto; max-height: 24rem; }
`;

/** Sends one of the cloud's own pages: never framed, never cached, no script but the one given. */
export function sendPage(
  res: Response,
  page: { title: string; body: Html; status?: number; wide?: boolean; script?: string },
): void {
  const nonce = randomBytes(16).toString('base64');
  const script =
    page.script === undefined ? null : html`<script nonce="${nonce}">${trusted(page.script)}</script>`;
  res.status(page.status ?? 200);
  res.set({
    'Content-Security-Policy': `default-src 'none'; img-src data:; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'X-Frame-Options': 'DENY',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  });
  const document = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title}</title><link rel="icon" href="data:,"><style nonce="${nonce}">${trusted(STYLE)}</style></head>
<body><main${page.wide ? trusted(' class="wide"') : null}>${page.body}</main>${script}</body></html>`;
  res.type('html').send(document.markup);
}
