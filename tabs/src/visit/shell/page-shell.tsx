/** @jsxImportSource preact */
import { renderToString } from 'preact-render-to-string';
import { createFormat } from '../messages/format.ts';
import type { Locale } from '../messages/locale.ts';
import type { Messages } from '../messages/messages.ts';
import { Page } from '../screens/page-context.ts';
import { VisitScreen } from '../screens/visit-screen.tsx';

/** The addresses of what was built, as the page asks for them. */
export interface PageAssets {
  readonly script: string;
  /** Fetched beside the script rather than after it. */
  readonly preloads: readonly string[];
  readonly icon: string;
  readonly css: string;
}

/** The page as it is sent: the waiting room opens before any script has run. */
export function pageShell(locale: Locale, text: Messages, assets: PageAssets): string {
  const opening = renderToString(
    <Page.Provider
      value={{
        text,
        locale,
        format: createFormat({ locale, nowMs: () => 0 }),
        browser: { system: 'desktop', family: 'other', isInApp: false },
        nowMs: () => 0,
        chooseLanguage: () => {},
        visit: null,
      }}
    >
      <VisitScreen
        screen={{ kind: 'opening' }}
        connection={{ kind: 'fine' }}
        helpContact=""
        takesFocus={false}
        checks={null}
      />
    </Page.Provider>,
  );
  const head = renderToString(
    <>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="robots" content="noindex" />
      <meta name="referrer" content="no-referrer" />
      <meta name="format-detection" content="telephone=no" />
      <title>{`${text.opening.heading} – ${text.productName}`}</title>
      <link rel="icon" type="image/svg+xml" href={assets.icon} />
      {assets.preloads.map((href) => (
        <link key={href} rel="modulepreload" href={href} />
      ))}
      <script type="module" src={assets.script} />
    </>,
  );
  const noScript = renderToString(
    <noscript>
      <main class="card">
        <h1>{text.opening.heading}</h1>
        <p>{text.noScript}</p>
      </main>
    </noscript>,
  );
  return [
    '<!doctype html>',
    `<html lang="${locale}">`,
    `<head><meta charset="utf-8"><style>${assets.css}</style>${head}</head>`,
    `<body>${noScript}<div id="page">${opening}</div></body>`,
    '</html>\n',
  ].join('');
}
