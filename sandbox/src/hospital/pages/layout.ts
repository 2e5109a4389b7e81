import { type FaceName, isPracticeFace } from '../face.ts';
import { escapeHtml } from './html.ts';

export interface NavLink {
  readonly href: string;
  readonly text: string;
  readonly current?: boolean;
}

/** A whole page of the hospital. `body` is HTML, everything else is text. */
export function page(content: {
  readonly title: string;
  readonly body: string;
  readonly face?: FaceName;
  readonly brand?: string;
  readonly nav?: readonly NavLink[];
  /** A stylesheet of the page's own, by file name. */
  readonly style?: string;
  /** A script of the page's own, by file name. */
  readonly script?: string;
  /** Keeps `data-live` parts up to date. */
  readonly live?: boolean;
}): string {
  const { nav = [], brand = 'Sandbox hospital' } = content;
  const style = content.style ? `<link rel="stylesheet" href="/assets/${content.style}">` : '';
  const scripts = [...(content.live ? ['live.js'] : []), ...(content.script ? [content.script] : [])]
    .map((file) => `<script type="module" src="/assets/${file}"></script>`)
    .join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(content.title)}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/hospital.css">
${style}${scripts}
</head>
<body${content.face ? ` data-face="${content.face}"` : ''}>
<header class="bar"><a class="brand" href="/">${escapeHtml(brand)}</a>${nav.length > 0 ? links(nav, 'Hospital') : ''}</header>
<main>${content.body}</main>
</body>
</html>`;
}

/** A named group of links; the current one is marked. */
export function links(entries: readonly NavLink[], label: string, className = ''): string {
  const anchors = entries.map(
    ({ href, text, current }) =>
      `<a href="${escapeHtml(href)}"${current ? ' aria-current="page"' : ''}>${escapeHtml(text)}</a>`,
  );
  return `<nav aria-label="${escapeHtml(label)}"${className ? ` class="${className}"` : ''}>${anchors.join('')}</nav>`;
}

/** The links every page of a face has. */
export function faceNav(
  face: FaceName,
  current: 'schedule' | 'portal' | 'administration',
): readonly NavLink[] {
  return [
    { href: `/schedule?face=${face}`, text: 'Schedule', current: current === 'schedule' },
    { href: `/portal?face=${face}`, text: 'Patient portal', current: current === 'portal' },
    ...(isPracticeFace(face)
      ? [
          {
            href: `/administration/${face}`,
            text: 'EHR administration',
            current: current === 'administration',
          },
        ]
      : []),
    { href: '/control', text: 'Switches' },
  ];
}
