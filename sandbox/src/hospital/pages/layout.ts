import type { FaceName } from '../face.ts';
import { escapeHtml } from './html.ts';

/** A whole page of the hospital. `body` is HTML, everything else is text. */
export function page(content: {
  readonly title: string;
  readonly body: string;
  readonly face?: FaceName;
  readonly nav?: readonly { readonly href: string; readonly text: string; readonly current?: boolean }[];
  readonly script?: string;
}): string {
  const nav = (content.nav ?? [])
    .map(
      ({ href, text, current }) =>
        `<a href="${escapeHtml(href)}"${current ? ' aria-current="page"' : ''}>${escapeHtml(text)}</a>`,
    )
    .join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(content.title)}</title>
<link rel="stylesheet" href="/assets/hospital.css">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
${content.script ? `<script type="module" src="${escapeHtml(content.script)}"></script>` : ''}
</head>
<body${content.face ? ` data-face="${content.face}"` : ''}>
<header class="bar"><a class="brand" href="/">Sandbox hospital</a>${nav ? `<nav aria-label="Hospital">${nav}</nav>` : ''}</header>
<main>${content.body}</main>
</body>
</html>`;
}
