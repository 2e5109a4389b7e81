import { withoutTrailingSlash } from '../../../domain/connections/connection.ts';
import type { CheckResult, ProbeSubject } from '../../../domain/connections/probe.ts';
import { isAllowedUrl } from '../../http/bounded-fetch.ts';
import { ForbiddenAddress } from '../../http/judged-connections.ts';
import type { Outbound } from '../../http/outbound.ts';
import { environmentOf } from './address-environment.ts';
import { failed, fine, warning } from './check-result.ts';

/** What can be said of an address before anything is asked there. `base` is `null` when it failed. */
export async function checkAddress(deps: {
  readonly subject: ProbeSubject;
  readonly outbound: Pick<Outbound, 'addressesOf'>;
  readonly allowInsecureLoopback: boolean;
  readonly signal: AbortSignal;
}): Promise<{ readonly result: CheckResult; readonly base: URL | null }> {
  const { subject } = deps;
  const base = baseIn(subject.fhirBaseUrl);
  const result =
    base === null
      ? failed('address', 'address-malformed')
      : (formOf(base, subject, deps.allowInsecureLoopback) ??
        (await whereabouts(base, deps)) ??
        environment(base, subject) ??
        fine('address', 'address-fine', { host: base.host }));
  return { result, base: result.outcome === 'failed' ? null : base };
}

function baseIn(text: string): URL | null {
  if (!URL.canParse(text) || /[\s\\]/.test(text)) return null;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) || url.host !== '' ? url : null;
}

function formOf(base: URL, subject: ProbeSubject, allowInsecureLoopback: boolean): CheckResult | null {
  const { host, username, password } = base;
  if (username !== '' || password !== '') return failed('address', 'address-has-credentials', { host });
  if (!isAllowedUrl(base, allowInsecureLoopback)) return failed('address', 'address-not-https', { host });
  // An empty query or fragment shows in the text only.
  if (/[?#]/.test(base.href)) return failed('address', 'address-has-query', { host });
  const same = subject.others.find(
    (other) =>
      other.environment === subject.environment && comparable(other.fhirBaseUrl) === comparable(base.href),
  );
  return same ? failed('address', 'address-duplicate', { host, name: same.name }) : null;
}

/** Host in lower case, no default port, no slash at the end. */
function comparable(url: string): string {
  return withoutTrailingSlash(URL.canParse(url) ? new URL(url).href : url);
}

async function whereabouts(
  { host, hostname }: URL,
  { outbound, signal }: { readonly outbound: Pick<Outbound, 'addressesOf'>; readonly signal: AbortSignal },
): Promise<CheckResult | null> {
  try {
    const addresses = await Promise.race([outbound.addressesOf(hostname), aborted(signal)]);
    return addresses.length === 0 ? failed('address', 'address-unknown-host', { host }) : null;
  } catch (error) {
    if (error instanceof ForbiddenAddress) return failed('address', 'address-private', { host });
    const code = error instanceof Error && 'code' in error ? error.code : null;
    // What only fails or is slow now shows when the host is called.
    return code === 'ENOTFOUND' || code === 'ENODATA'
      ? failed('address', 'address-unknown-host', { host })
      : null;
  }
}

function environment(base: URL, subject: ProbeSubject): CheckResult | null {
  const said = environmentOf(base);
  if (said === null || said.environment === subject.environment) return null;
  const finding =
    said.environment === 'testing' ? 'address-looks-like-testing' : 'address-looks-like-production';
  return warning('address', finding, { host: base.host, word: said.word });
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
