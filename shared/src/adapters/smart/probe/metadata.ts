import { z } from 'zod';
import type { CheckResult } from '../../../domain/connections/probe.ts';
import { SECOND_MS } from '../../../domain/kernel/clock.ts';
import { causes, HttpFault } from '../../http/bounded-fetch.ts';
import { listOf } from '../../http/list-of.ts';
import { checkCertificate } from './certificate.ts';
import { failed, fine, skipped } from './check-result.ts';
import { ask, below, codeIn, type ProbedEhr } from './probed-ehr.ts';

const Codes = listOf(z.object({ code: z.string() })).default([]);
const SearchParameters = listOf(z.object({ name: z.string() })).optional();

/** What of a capability statement is looked at; DSTU2 calls it Conformance. */
const Capability = z.object({
  resourceType: z.enum(['CapabilityStatement', 'Conformance']),
  fhirVersion: z.string().optional(),
  publisher: z.string().optional().catch(undefined),
  software: z.object({ name: z.string() }).optional().catch(undefined),
  rest: listOf(
    z.object({
      searchParam: SearchParameters,
      resource: listOf(
        z.object({ type: z.string(), interaction: Codes, searchParam: SearchParameters }),
      ).default([]),
    }),
  ).default([]),
});
export type Capability = z.infer<typeof Capability>;

export interface Metadata {
  readonly capability: Capability;
  /** The server's clock, and ours at the same moment. */
  readonly clock: { readonly theirs: Date; readonly ours: Date } | null;
}

/** Connects, looks at the certificate, and only where that is good asks for `metadata`. */
export async function reach(ehr: ProbedEhr): Promise<{
  readonly reachable: CheckResult;
  readonly certificate: CheckResult;
  readonly metadata: Metadata | null;
}> {
  const { host } = ehr.base;
  try {
    const certificate = await checkCertificate(ehr);
    if (certificate.outcome === 'failed') {
      return { reachable: fine('reachable', 'reachable', { host }), certificate, metadata: null };
    }
    return { certificate, ...(await readMetadata(ehr)) };
  } catch (error) {
    return { reachable: unreached(ehr, error), certificate: skipped('certificate'), metadata: null };
  }
}

async function readMetadata(ehr: ProbedEhr): Promise<{ reachable: CheckResult; metadata: Metadata | null }> {
  const { host } = ehr.base;
  try {
    const response = await ask(ehr, below(ehr, 'metadata'));
    const ours = ehr.clock.now();
    if (!response.ok) {
      const details = { host, status: `${response.status}`, ...suggestion(ehr) };
      return { reachable: failed('reachable', 'answers-with-error', details), metadata: null };
    }
    const capability = Capability.safeParse(await response.json().catch(() => null));
    if (!capability.success) {
      return {
        reachable: failed('reachable', 'answer-not-fhir', { host, ...suggestion(ehr) }),
        metadata: null,
      };
    }
    const theirs = new Date(response.headers.get('date') ?? Number.NaN);
    return {
      reachable: fine('reachable', 'reachable', { host }),
      metadata: {
        capability: capability.data,
        clock: Number.isNaN(theirs.getTime()) ? null : { theirs, ours },
      },
    };
  } catch (error) {
    return { reachable: unreached(ehr, error), metadata: null };
  }
}

function unreached({ base, timeoutMs, signal }: ProbedEhr, error: unknown): CheckResult {
  const { host } = base;
  const reason = error instanceof HttpFault ? error.reason : null;
  if (reason === 'redirected') return failed('reachable', 'redirects-elsewhere', { host });
  if (reason === 'too-large') return failed('reachable', 'answer-too-large', { host });
  const isLate = [error, ...causes(error)].some((one) => one instanceof Error && one.name === 'TimeoutError');
  if (reason === 'timeout' || isLate || signal.aborted) {
    return failed('reachable', 'no-answer-in-time', { host, seconds: `${Math.ceil(timeoutMs / SECOND_MS)}` });
  }
  return failed('reachable', 'unreachable', { host, reason: codeIn(causes(error)) ?? 'unknown' });
}

/** The address of R4, where the one given names an older version as Epic does. */
export function suggestion({ subject }: ProbedEhr): Readonly<Record<string, string>> {
  const older = /\/(?:dstu2|stu3)(\/?)$/i;
  return older.test(subject.fhirBaseUrl) ? { suggestion: subject.fhirBaseUrl.replace(older, '/R4$1') } : {};
}
