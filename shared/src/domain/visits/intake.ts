import { groupCommit } from '../kernel/group-commit.ts';
import type { InTransaction, Stores } from '../stores.ts';
import type { Participant } from './participant.ts';
import type { Signal } from './signal.ts';
import type { Visit } from './visit.ts';

/** A page that was heard within this time was open in between; its row is lengthened instead of adding one. */
export const PAGE_BRIDGE_MS = 30_000;

/** Who stands in a meeting's roster, as a witness names them. */
export type RosterIdentity =
  | { readonly kind: 'account'; readonly entraObjectId: string }
  | { readonly kind: 'anonymous'; readonly entryId: string };

/** What a witness of the meeting reports; `identity` is `null` for the call as a whole. */
export interface RosterSighting {
  readonly key: string;
  readonly source: 'bot' | 'graph';
  readonly kind: 'lobby' | 'joined' | 'left' | 'call-started' | 'call-ended';
  readonly identity: RosterIdentity | null;
  readonly endpoint: string;
  readonly at: Date;
}

export interface SignalIntake {
  /** Stores what a patient's page says; acknowledged after commit. */
  fromPage(organizationId: string, visitId: string, signals: readonly Signal[]): Promise<void>;
  /** Stores what a witness of the meeting says. Sightings of meetings that are no visit of ours have no effect. */
  fromRoster(
    organizationId: string,
    find: (stores: Stores) => Promise<Visit | null>,
    sightings: readonly RosterSighting[],
  ): Promise<void>;
}

/**
 * Stores signals and has the visit folded afterwards.
 *
 * @param deps.fold called after commit, without being waited for; a fold that is lost here is found due by the worker.
 */
export function createSignalIntake(deps: {
  readonly inTransaction: InTransaction;
  readonly fold: (organizationId: string, visitId: string) => void;
}): SignalIntake {
  const storePages = groupCommit<PageWord, boolean>(
    ({ organizationId }) => organizationId,
    (words) => storeTogether(deps.inTransaction, words),
  );

  return {
    async fromPage(organizationId, visitId, signals) {
      const isNew = await storePages({ organizationId, visitId, signals });
      if (isNew) deps.fold(organizationId, visitId);
    },

    async fromRoster(organizationId, find, sightings) {
      const visitId = await deps.inTransaction(organizationId, async (stores) => {
        const visit = await find(stores);
        if (visit === null) return null;
        const participants = await stores.participants.ofVisit(visit.id);
        const signals: Signal[] = [];
        for (const sighting of sightings) signals.push(await toSignal(stores, visit, participants, sighting));
        return (await stores.signals.add(visit.id, signals, 0)) ? visit.id : null;
      });
      if (visitId !== null) deps.fold(organizationId, visitId);
    },
  };
}

interface PageWord {
  readonly organizationId: string;
  readonly visitId: string;
  readonly signals: readonly Signal[];
}

/** @returns for each word, in its order, whether something was new. */
async function storeTogether(
  inTransaction: InTransaction,
  words: readonly PageWord[],
): Promise<readonly boolean[]> {
  const [first] = words;
  if (first === undefined) return [];
  return await inTransaction(first.organizationId, async ({ signals }) => {
    const isNew = new Map<PageWord, boolean>();
    // Rows are locked in the order of visits, so that two replicas never wait for each other in a circle.
    for (const word of words.toSorted((a, b) => (a.visitId < b.visitId ? -1 : 1))) {
      isNew.set(word, await signals.add(word.visitId, word.signals, PAGE_BRIDGE_MS));
    }
    return words.map((word) => isNew.get(word) ?? false);
  });
}

async function toSignal(
  stores: Stores,
  visit: Visit,
  participants: readonly Participant[],
  { key, source, kind, identity, endpoint, at }: RosterSighting,
): Promise<Signal> {
  const participantId = identity === null ? null : await participantOf(stores, visit, participants, identity);
  return { key, participantId, source, kind, endpoint, at, until: at };
}

async function participantOf(
  stores: Stores,
  visit: Visit,
  participants: readonly Participant[],
  identity: RosterIdentity,
): Promise<string> {
  if (identity.kind === 'account') {
    const known = participants.find(({ entraObjectId }) => entraObjectId === identity.entraObjectId);
    if (known !== undefined) return known.id;
  }
  const guest = await stores.participants.join({
    visitId: visit.id,
    role: 'guest',
    identity: identity.kind === 'account' ? `entra:${identity.entraObjectId}` : `roster:${identity.entryId}`,
    entraObjectId: identity.kind === 'account' ? identity.entraObjectId : null,
    ehr: null,
  });
  return guest.id;
}
