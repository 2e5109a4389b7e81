/**
 * The address that carries a visit from an in-app browser into the real one. The code stands in the
 * fragment, which browsers do not send: it appears in no server's log and in no referrer.
 */
export function handoverLink(page: URL, code: string): string {
  return `${page.origin}${page.pathname}#h=${encodeURIComponent(code)}`;
}

/** The code an address carries, or null. */
export function handoverCodeIn(page: URL): string | null {
  return new URLSearchParams(page.hash.slice(1)).get('h');
}

/**
 * The same address as an Android intent that asks for Chrome. Android takes all before the last `#` as the
 * data of the intent, so our fragment arrives whole.
 *
 * @see {@link https://developer.android.com/reference/android/content/Intent#parseUri(java.lang.String,%20int)}
 * @see {@link https://developer.chrome.com/docs/android/intents}
 */
export function chromeIntent(link: string): string {
  const { protocol } = new URL(link);
  const data = link.slice(protocol.length);
  const extras = [
    `scheme=${protocol.slice(0, -1)}`,
    'package=com.android.chrome',
    `S.browser_fallback_url=${encodeURIComponent(link)}`,
  ];
  return `intent:${data}#Intent;${extras.join(';')};end`;
}
