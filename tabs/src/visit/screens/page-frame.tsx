/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { LANGUAGE_NAMES, LOCALES } from '../messages/locale.ts';
import { usePage } from './page-context.ts';

/** What stands around every screen: the name of the thing above, the languages below. */
export function PageFrame({ children, footer }: { children: ComponentChildren; footer?: ComponentChildren }) {
  const { text, locale, chooseLanguage } = usePage();
  return (
    <div class="frame">
      <header class="top">
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
          <rect width="32" height="32" rx="9" />
          <path d="M8 11.5h10v9H8zM19.5 14.5l5-3v9l-5-3z" />
        </svg>
        <span>{text.productName}</span>
      </header>
      <main>{children}</main>
      <footer class="bottom">
        {footer}
        <nav class="languages" aria-label={text.language}>
          {LOCALES.map((each) => (
            <button
              key={each}
              type="button"
              class="quiet"
              lang={each}
              aria-current={each === locale ? 'true' : undefined}
              onClick={() => chooseLanguage(each)}
            >
              {LANGUAGE_NAMES[each]}
            </button>
          ))}
        </nav>
      </footer>
    </div>
  );
}
