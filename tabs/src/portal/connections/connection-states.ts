import type { ConnectionSummary } from '@ehr-connector/shared/contract/configuration.ts';

/** What there is to say about a connection at a glance, the most urgent first. */
export type Glance =
  | {
      readonly kind:
        | 'awaits-me'
        | 'draft'
        | 'waiting-for-ehr'
        | 'approved'
        | 'disabled'
        | 'rejected'
        | 'nothing';
    }
  | { readonly kind: 'proposed'; readonly until: string | null };

export type Seen = Pick<ConnectionSummary, 'state' | 'open' | 'registration' | 'awaitsMe' | 'isRejected'>;

export function glancesOf(seen: Seen): readonly [Glance, ...Glance[]] {
  const { state, open, registration, awaitsMe } = seen;
  const glances: Glance[] = [];
  if (awaitsMe) glances.push({ kind: 'awaits-me' });
  if (state === 'disabled') glances.push({ kind: 'disabled' });
  if (state === 'approved') glances.push({ kind: 'approved' });
  if (open?.state === 'proposed' && !awaitsMe) glances.push({ kind: 'proposed', until: open.expiresAt });
  if (seen.isRejected) glances.push({ kind: 'rejected' });
  if (open?.state === 'draft') glances.push({ kind: 'draft' });
  if (open && registration === 'waiting') glances.push({ kind: 'waiting-for-ehr' });
  const [first, ...rest] = glances;
  return first ? [first, ...rest] : [{ kind: 'nothing' }];
}

const RANK: readonly Glance['kind'][] = [
  'awaits-me',
  'proposed',
  'rejected',
  'draft',
  'waiting-for-ehr',
  'nothing',
  'approved',
  'disabled',
];

/** What waits for somebody comes first, then by name. */
export function inOrder(connections: readonly ConnectionSummary[]): readonly ConnectionSummary[] {
  const rank = (connection: ConnectionSummary) =>
    Math.min(...glancesOf(connection).map(({ kind }) => RANK.indexOf(kind)));
  return [...connections].sort(
    (left, right) => rank(left) - rank(right) || left.name.localeCompare(right.name),
  );
}
