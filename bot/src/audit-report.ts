import type { PrunedLog } from '@ehr-connector/shared/adapters/postgres/audit-pruning.ts';
import type { VerifiedLog } from '@ehr-connector/shared/adapters/postgres/audit-verification.ts';
import type { ChainFlaw, FlawKind } from '@ehr-connector/shared/domain/audit/chain-check.ts';

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

/** What was found, for people: a line for each organisation, and one for each thing that is wrong. */
export function verificationReport(logs: readonly VerifiedLog[]): string {
  return logs
    .flatMap(({ organizationId, entries, checkpoints, flaws }) => [
      organizationId === null
        ? 'Of no organisation that can be read:'
        : `Organisation ${organizationId}: ${entries} entries, ${checkpoints} checkpoints, ${flaws.length === 0 ? 'sound' : 'NOT SOUND'}`,
      ...flaws.map((flaw) => `  ${sentence(flaw)}`),
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
