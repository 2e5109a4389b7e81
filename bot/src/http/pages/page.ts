import type { Reply } from '../reply.ts';
import type { Language } from './languages.ts';

/** Text that was escaped, and so may stand in a page. */
export interface Html {
  readonly html: string;
}

/** A template in which whatever is filled in is escaped. */
export function html(
  strings: TemplateStringsArray,
  ...values: readonly (string | Html | readonly Html[])[]
): Html {
  return { html: strings.reduce((text, part, index) => text + rendered(values[index - 1] ?? '') + part) };
}

function rendered(value: string | Html | readonly Html[]): string {
  if (typeof value === 'string')
    return value.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
  return 'html' in value ? value.html : value.map(rendered).join('');
}

/**
 * A page of ours without scripts.
 *
 * @param page.formTargets origins a form of the page leads to, also by redirects; absent where there is no form.
 */
export function pageReply(page: {
  readonly status: number;
  readonly language: Language;
  readonly title: string;
  readonly body: Html;
  readonly formTargets?: readonly string[];
}): Reply {
  const { language, title, body } = page;
  const document = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="/assets/icon.svg">
<link rel="stylesheet" href="/assets/pages.css">
</head>
<body><main>${body}</main></body>
</html>`;
  const forms = page.formTargets === undefined ? "'none'" : ["'self'", ...page.formTargets].join(' ');
  return {
    status: page.status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      // The address may hold a code. A form, though, must say where it comes from.
      ...(page.formTargets === undefined && { 'referrer-policy': 'no-referrer' }),
      'content-security-policy': `default-src 'none'; style-src 'self'; img-src 'self'; form-action ${forms}; base-uri 'none'; frame-ancestors 'none'`,
    },
    body: document.html,
  };
}
