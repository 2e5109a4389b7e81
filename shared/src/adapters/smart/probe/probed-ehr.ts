import type { ProbeSubject } from '../../../domain/connections/probe.ts';
import type { Clock } from '../../../domain/kernel/clock.ts';
import type { BoundedFetch } from '../../http/bounded-fetch.ts';
import { epicHeaders } from '../../http/fhir-request.ts';
import type { Outbound } from '../../http/outbound.ts';
import { isSameSite } from './same-site.ts';

/** An EHR that is looked at, and the means to. */
export interface ProbedEhr {
  readonly subject: ProbeSubject;
  /** The FHIR base, without a trailing slash. */
  readonly base: URL;
  readonly outbound: Outbound;
  readonly send: BoundedFetch;
  readonly clock: Clock;
  readonly allowInsecureLoopback: boolean;
  /** For one look. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Asks for a public document; no token goes with it. @throws {HttpFault} */
export function ask({ subject, send, signal }: ProbedEhr, url: string): Promise<Response> {
  const headers = { accept: 'application/fhir+json, application/json', ...metadataHeaders(subject) };
  return send(url, { headers, signal });
}

function metadataHeaders(subject: ProbeSubject): Readonly<Record<string, string>> {
  return subject.clientId === '' ? {} : epicHeaders(subject);
}

/** Below the FHIR base. */
export function below({ base }: ProbedEhr, path: string): string {
  return `${base.href.replace(/\/$/, '')}/${path}`;
}

/** Whether a host is the EHR's own, as far as one can tell: of the same site, or vouched for by the operator. */
export function isOwnHost({ base, outbound }: ProbedEhr, hostname: string): boolean {
  return isSameSite(hostname, base.hostname) || outbound.isNamed(hostname);
}

/** Why no answer came, in one word of Node's or OpenSSL's; for whoever looks after the network. */
export function codeIn(chain: readonly unknown[]): string | null {
  for (const one of chain) {
    const code = one instanceof Error && 'code' in one ? one.code : null;
    if (typeof code === 'string' && /^[A-Z_0-9]{2,60}$/.test(code)) return code;
  }
  return null;
}
