import { isIP } from 'node:net';

/** Under two-letter countries, second labels below which others register: `nhs.uk`, `com.au`, `co.jp`. */
const SHARED_SECOND_LABELS: ReadonlySet<string> = new Set([
  ...[
    'co',
    'com',
    'org',
    'net',
    'ac',
    'edu',
    'gov',
    'nhs',
    'or',
    'ne',
    'go',
    'gob',
    'gouv',
    'mil',
    'sch',
    'health',
  ],
]);

/**
 * Whether two hosts plausibly belong to the same organisation: the same host, or a parent domain shared that has at
 * least two labels (three below `co.uk` and its like). Coarser than the list of public suffixes, and enough here: the
 * EHR itself names the other host, and the approver sees it.
 */
export function isSameSite(left: string, right: string): boolean {
  const [one, other] = [left, right].map((host) => host.toLowerCase().replace(/\.$/, ''));
  if (one === other) return true;
  const site = siteOf(one ?? '');
  return site !== null && site === siteOf(other ?? '');
}

function siteOf(host: string): string | null {
  if (isIP(host.replace(/^\[|\]$/g, '')) !== 0) return null;
  const labels = host.split('.');
  const [second = '', top = ''] = labels.slice(-2);
  const needed = top.length === 2 && SHARED_SECOND_LABELS.has(second) ? 3 : 2;
  return labels.length < needed ? null : labels.slice(-needed).join('.');
}
