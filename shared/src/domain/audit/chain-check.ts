import type { AuditCheckpoint, ChainPoint } from './checkpoint.ts';

/** An entry as it stands in the database, believed in nothing. */
export interface StoredEntry {
  readonly organizationId: string;
  readonly number: number;
  /** ISO 8601, with all digits that are stored. */
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly details: unknown;
  readonly previousHash: string | null;
  readonly hash: string;
}

/** A checkpoint that somebody presents: the database, or a log outside of it. */
export interface PresentedCheckpoint {
  readonly source: 'database' | 'log';
  /** Where it claims to belong; `null` when it cannot be read at all. */
  readonly number: number | null;
  /** What was signed; `null` when it was not signed with a key of ours, or says something else than its row. */
  readonly signed: AuditCheckpoint | null;
}

/**
 * - `changed`: an entry's content does not have the entry's hash.
 * - `removed`: entries are missing.
 * - `removed-early`: the oldest entries are missing although they have to be kept.
 * - `forked`: two entries have one number.
 * - `unlinked`: an entry does not follow the one before: inserted, moved or rewritten.
 * - `rewritten`: a signed checkpoint says that the entry had another hash.
 * - `truncated`: the newest entries are missing.
 * - `head-differs`: the head is not the last entry's.
 * - `checkpoint-forged`: not signed with a key that is known here.
 * - `checkpoint-removed`: the log has a checkpoint that the database has not.
 */
export type FlawKind =
  | 'changed'
  | 'removed'
  | 'removed-early'
  | 'forked'
  | 'unlinked'
  | 'rewritten'
  | 'truncated'
  | 'head-differs'
  | 'checkpoint-forged'
  | 'checkpoint-removed';

/** Something wrong with the entries `from` to `through`. */
export interface ChainFlaw {
  readonly kind: FlawKind;
  readonly from: number;
  readonly through: number;
}

export interface ChainToCheck {
  /** By number. */
  readonly entries: AsyncIterable<StoredEntry> | Iterable<StoredEntry>;
  readonly head: { readonly number: number; readonly hash: string | null } | null;
  readonly checkpoints: readonly PresentedCheckpoint[];
  /** Entries may be missing up to a checkpoint that is older than this, and no others. */
  readonly keptSince: Date;
  readonly hashOf: (entry: StoredEntry) => string;
}

/**
 * Looks for everything that was done to a chain. What was written after the last checkpoint can be rewritten as a whole
 * without leaving a trace; everything before cannot, without the key.
 */
export async function checkChain(chain: ChainToCheck): Promise<readonly ChainFlaw[]> {
  const flaws: ChainFlaw[] = [];
  const flaw = (kind: FlawKind, from: number, through = from) => flaws.push({ kind, from, through });
  const signed = chain.checkpoints.flatMap((checkpoint) => checkpoint.signed ?? []);
  const signedAt = Map.groupBy(signed, ({ number }) => number);

  let first: StoredEntry | null = null;
  let previous: StoredEntry | null = null;
  for await (const entry of chain.entries) {
    first ??= entry;
    const { number } = entry;
    if (previous === null) checkStart(entry, signedAt.get(number) ?? [], chain.keptSince, flaw);
    else if (number === previous.number) flaw('forked', number);
    else if (number > previous.number + 1) flaw('removed', previous.number + 1, number - 1);
    else if (entry.previousHash !== previous.hash) flaw('unlinked', number);
    if (chain.hashOf(entry) !== entry.hash) flaw('changed', number);
    if (signedAt.get(number)?.some(({ hash }) => hash !== entry.hash)) flaw('rewritten', number);
    previous = entry;
  }

  checkEnd(previous, chain.head, signed, flaw);
  checkCheckpoints(chain.checkpoints, first?.number ?? 1, flaw);
  return flaws;
}

type Flaw = (kind: FlawKind, from: number, through?: number) => void;

function checkStart(
  { number, hash, previousHash }: StoredEntry,
  checkpoints: readonly AuditCheckpoint[],
  keptSince: Date,
  flaw: Flaw,
): void {
  if (number === 1) {
    if (previousHash !== null) flaw('unlinked', 1);
    return;
  }
  const anchor = checkpoints.find((checkpoint) => checkpoint.hash === hash);
  if (anchor === undefined) flaw('removed', 1, number - 1);
  else if (anchor.at >= keptSince) flaw('removed-early', 1, number - 1);
}

function checkEnd(
  last: ChainPoint | null,
  head: ChainToCheck['head'],
  signed: readonly AuditCheckpoint[],
  flaw: Flaw,
): void {
  const end = last?.number ?? 0;
  const known = Math.max(head?.number ?? 0, ...signed.map(({ number }) => number));
  if (known > end) flaw('truncated', end + 1, known);
  const isHead = (head?.number ?? 0) === end && (head?.hash ?? null) === (last?.hash ?? null);
  if (!isHead && (head?.number ?? 0) <= end) flaw('head-differs', end);
}

function checkCheckpoints(
  checkpoints: readonly PresentedCheckpoint[],
  firstNumber: number,
  flaw: Flaw,
): void {
  const kept = new Set<number>();
  for (const { source, number, signed } of checkpoints) {
    if (signed === null) flaw('checkpoint-forged', number ?? 0);
    else if (source === 'database') kept.add(signed.number);
  }
  const lost = checkpoints.filter(
    ({ source, signed }) =>
      source === 'log' && signed !== null && signed.number >= firstNumber && !kept.has(signed.number),
  );
  for (const number of new Set(lost.map(({ signed }) => signed?.number ?? 0)))
    flaw('checkpoint-removed', number);
}
