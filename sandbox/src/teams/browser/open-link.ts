/// <reference lib="dom" />

/**
 * Opens what a card or a tab links to: a deep link into an app in this window, as Teams does, anything else in a new one.
 *
 * @returns whether the link could be opened.
 */
export function openLink(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { href, origin, pathname } = new URL(address);
  if (origin === location.origin && pathname.startsWith('/l/entity/')) {
    location.assign(href);
    return true;
  }
  // Not `noopener` as a feature: the answer would be null for every link.
  const opened = window.open(href, '_blank');
  if (opened !== null) opened.opener = null;
  return opened !== null;
}
