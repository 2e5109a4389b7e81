import type { PrunedLog } from '@ehr-connector/shared/adapters/postgres/audit-pruning.ts';
import type { VerifiedLog } from '@ehr-connector/shared/adapters/postgres/audit-verification.ts';
import type { ChainFlaw, FlawKind } from '@ehr-connector/shared/domain/audit/chain-check.ts';
import type { ServingFlaw, ServingFlawKind } from '@ehr-connector/shared/domain/audit/serving-check.ts';

const FOUND: Record<FlawKind, (entries: string) => string> = {
  changed: (entries) => `${entries}: changed since recorded`,
  removed: (entries) => `${entries}: removed`,
  'removed-early': (entries) => `${entries}: removed before the time for keeping was over`,
  forked: (entries) => `${entries}: there twice`,
  unlinked: (entries) => `${entries}: does not follow the one before (inserted, moved or rewritten)`,
  rewritten: (entries) => `${entries}: a signed checkpoint knew it otherwise`,
  truncated: (entries) => `${entries}: cut off at the end`,
  'head-differs': (entries) => `${entries}: the head does not say that this is the last`,
  'checkpoint-forged': (entries) => `checkpoint of ${entries}: not signed with a key that is configured`,
  'checkpoint-removed': (entries) => `checkpoint of ${entries}: in the log, but no longer in the database`,
};

const SERVING: Record<ServingFlawKind, string> = {
  unapproved: 'serves, but is not the one that was approved last',
  altered: 'serves, but not as it was approved',
  enabled: 'serves, though the connection was disabled',
  missing: 'was approved last, but does not serve',
};

/** Nothing is wrong with the log, nor with what serves by it. */
export const isSound = ({ flaws, unvouched }: VerifiedLog): boolean =>
  flaws.length === 0 && unvouched.length === 0;

/** What was found, for people: a line for each organisation, and one for each thing that is wrong. */
export function verificationReport(logs: readonly VerifiedLog[]): string {
  return logs
    .flatMap((log) => [
      log.organizationId === null
        ? 'Of no organisation that can be read:'
        : `Organisation ${log.organizationId}: ${log.entries} entries, ${log.checkpoints} checkpoints, ${isSound(log) ? 'sound' : 'NOT SOUND'}`,
      ...log.flaws.map((flaw) => `  ${sentence(flaw)}`),
      ...log.unvouched.map((flaw) => `  ${servingSentence(flaw)}`),
    ])
    .join('\n');
}

export function pruningReport(logs: readonly PrunedLog[]): string {
  if (logs.length === 0) return 'Nothing is old enough, or no checkpoint vouches for what would remain.';
  return logs
    .map(
      ({ organizationId, removed, keptFrom }) =>
        `Organisation ${organizationId}: removed ${removed} entries; begins with entry ${keptFrom} now`,
    )
    .join('\n');
}

function sentence({ kind, from, through }: ChainFlaw): string {
  return FOUND[kind](from === through ? `entry ${from}` : `entries ${from} to ${through}`);
}

function servingSentence({ kind, connectionId, revision }: ServingFlaw): string {
  return `connection ${connectionId}: revision ${revision} ${SERVING[kind]}`;
}
