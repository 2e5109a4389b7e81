import { getDomain } from 'tldts';

/**
 * Whether two hosts plausibly belong to the same organisation: the same host, or hosts below one domain that somebody
 * has registered, by the public suffix list. Hosts that customers of a cloud get below its domain count as registered
 * by those customers.
 *
 * @see https://publicsuffix.org
 */
export function isSameSite(left: string, right: string): boolean {
  const [one, other] = [left, right].map((host) => host.toLowerCase().replace(/\.$/, ''));
  if (one === other) return true;
  const site = siteOf(one ?? '');
  return site !== null && site === siteOf(other ?? '');
}

const siteOf = (host: string): string | null => getDomain(host, { allowPrivateDomains: true });
