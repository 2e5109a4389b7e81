import { addMs, DAY_MS } from '../kernel/clock.ts';
import type { Stores } from '../stores.ts';
import { isSameFhirBase } from './connection.ts';
import { foreignParts } from './draft-content.ts';
import { tellsOf } from './probe-subject.ts';
import type { ConfiguredConnection, Revision, RevisionContent } from './revision.ts';

/** A probe that is older has to be repeated before proposing. */
export const PROBE_COUNTS_MS = DAY_MS;

/** Paths of what a draft still lacks before it can be proposed; `credentials` and `probe` stand for themselves. */
export async function missingOf(
  { configuration }: Pick<Stores, 'configuration'>,
  connection: ConfiguredConnection,
  revision: Revision,
  now: Date,
): Promise<readonly string[]> {
  const { origin } = revision;
  const from =
    origin.kind === 'promotion' ? await configuration.revision(origin.connectionId, origin.of) : null;
  return missingIn(connection, revision, from?.content ?? null, now);
}

/** @param promotedFrom what the draft was promoted from: what is for testing must not go on into production. */
function missingIn(
  { ehr, sharedFrom }: ConfiguredConnection,
  revision: Revision,
  promotedFrom: RevisionContent | null,
  now: Date,
): readonly string[] {
  const { content } = revision;
  const { writeback } = content;
  const isOfTesting = promotedFrom !== null && isSameFhirBase(content.fhirBaseUrl, promotedFrom.fhirBaseUrl);
  const testingUrl = promotedFrom?.writeback.kind === 'epic' ? promotedFrom.writeback.url : null;
  const foreign = foreignParts(content, ehr);
  const missing: Readonly<Record<string, boolean>> = {
    fhirBaseUrl: content.fhirBaseUrl === '' || isOfTesting,
    clientId: content.clientId === '',
    organizers: content.organizers.length === 0,
    // Oracle Health knows no approver.
    approver: content.approver === null && ehr !== 'oracle-health',
    sessionKeySource: foreign.includes('sessionKeySource'),
    writeback: foreign.includes('writeback'),
    onlyDepartments: sharedFrom !== null && content.onlyDepartments === null,
    'writeback.url': writeback.kind === 'epic' && (writeback.url === '' || writeback.url === testingUrl),
    credentials:
      writeback.kind === 'epic' && writeback.authentication === 'basic' && !revision.hasBasicCredentials,
    authority: content.authority === null,
    probe: !isProbed(revision, now),
  };
  return Object.keys(missing).filter((path) => missing[path]);
}

/** Recently, exactly as it stands, and nothing failed. */
function isProbed({ probe, content }: Revision, now: Date): boolean {
  return (
    probe !== null &&
    tellsOf(probe, content) &&
    probe.at >= addMs(now, -PROBE_COUNTS_MS) &&
    probe.results.every(({ outcome }) => outcome !== 'failed')
  );
}
