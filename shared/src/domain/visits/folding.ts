import { type Arrival, isSameCard } from '../arrivals/arrival.ts';
import type { CardRecipient } from '../arrivals/card-store.ts';
import type { Connection, Fallback } from '../connections/connection.ts';
import type { Clock } from '../kernel/clock.ts';
import { cardEffect, factEffect } from '../outbox/effect.ts';
import type { OutboxEntry } from '../outbox/outbox-store.ts';
import type { InTransaction, Stores } from '../stores.ts';
import type { Told } from '../writeback/ledger.ts';
import type { Participant } from './participant.ts';
import type { Presence } from './presence.ts';
import type { Visit } from './visit.ts';
import { foldVisit } from './visit-fold.ts';

export interface Folding {
  /** Brings a visit up to date with its signals. Safe to call twice, and from several replicas at once. */
  fold(organizationId: string, visitId: string): Promise<void>;
}

export function createFolding(deps: {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}): Folding {
  return {
    fold: (organizationId, visitId) =>
      deps.inTransaction(organizationId, async (stores) => {
        const visit = await stores.visits.lock(visitId);
        if (visit === null || visit.endedAt !== null) return;
        const connection = await stores.connections.get(visit.connectionId);
        if (connection === null) return;
        const participants = await stores.participants.ofVisit(visitId);
        const before = await stores.visits.folded(visitId);
        const now = deps.clock.now();
        const arrivals = await stores.arrivals.ofSegment(visitId, visit.segment);
        const change = foldVisit({
          visit,
          participants,
          signals: await stores.signals.ofSegment(visitId, visit.segment),
          told: toldOf(await stores.outbox.ofVisit(visitId)),
          arrivals,
          foldedNumber: await stores.visits.foldedNumber(visitId),
          settings: connection.settings,
          now,
        });
        await stores.outbox.add(change.facts.map(factEffect));
        for (const begun of change.arrivals.begun) {
          await announce(stores, visit, connection, participants, await stores.arrivals.begin(begun));
        }
        for (const changed of change.arrivals.changed) {
          await stores.arrivals.save(changed);
          const shown = arrivals.find(({ id }) => id === changed.id);
          if (shown === undefined || !isSameCard(shown.card, changed.card))
            await redraw(stores, changed, now);
        }
        if (change.endedAt !== null) await stores.visits.end(visitId, change.endedAt);
        const visible =
          change.endedAt !== null ||
          change.joinOffered !== before.joinOffered ||
          !samePresences(change.presences, before.presences);
        await stores.visits.saveFold(visitId, { ...change, visible });
      }),
  };
}

/** What the EHR was last told of each participant, from the rows that tell it. */
export function toldOf(entries: readonly OutboxEntry[]): readonly Told[] {
  const told = new Map<string, Told>();
  for (const { effect } of entries) {
    if (effect.kind !== 'fact') continue;
    const { participantId, transition, at } = effect.fact;
    told.set(participantId, {
      participantId,
      transition,
      at,
      count: (told.get(participantId)?.count ?? 0) + 1,
    });
  }
  return [...told.values()];
}

async function announce(
  stores: Stores,
  visit: Visit,
  connection: Connection,
  participants: readonly Participant[],
  arrival: Arrival,
): Promise<void> {
  for (const recipient of await recipientsOf(stores, visit, connection, participants)) {
    const card = await stores.arrivals.addCard(arrival.id, visit.id, recipient);
    await stores.outbox.add([cardEffect(visit.id, card.id, arrival.card)]);
  }
}

async function redraw(stores: Stores, arrival: Arrival, changedAt: Date): Promise<void> {
  const cards = await stores.arrivals.cardsOf(arrival.id);
  await stores.outbox.add(cards.map((card) => cardEffect(card.visitId, card.id, arrival.card, changedAt)));
}

/** The appointment's practitioners and the clinicians who launched; if nobody is linked, the department's fallback. */
async function recipientsOf(
  stores: Stores,
  visit: Visit,
  connection: Connection,
  participants: readonly Participant[],
): Promise<readonly CardRecipient[]> {
  const accounts = new Set(
    participants.flatMap(({ role, entraObjectId }) =>
      role === 'clinician' && entraObjectId ? [entraObjectId] : [],
    ),
  );
  for (const practitioner of visit.practitioners) {
    const link = await stores.links.ofEhrUser(connection.id, practitioner);
    if (link !== null) accounts.add(link.entraObjectId);
  }
  if (accounts.size > 0) return [...accounts].map((entraObjectId) => ({ kind: 'person', entraObjectId }));
  return [await fallbackRecipient(stores, connection, visit)];
}

/**
 * Whom to tell when nobody else can be: the department's fallback, else the connection's. A group whose team the app was
 * not added to, or was removed from, is passed over.
 */
export async function fallbackRecipient(
  stores: Pick<Stores, 'places'>,
  connection: Connection,
  visit: Pick<Visit, 'departmentId'>,
): Promise<CardRecipient> {
  const { departments, fallback } = connection.settings;
  const department = departments.find(({ ehrId }) => ehrId === visit.departmentId);
  for (const each of [department?.fallback ?? null, fallback]) {
    const recipient = each === null ? null : await recipientOf(stores, each);
    if (recipient !== null) return recipient;
  }
  return { kind: 'nobody' };
}

async function recipientOf(
  { places }: Pick<Stores, 'places'>,
  fallback: Fallback,
): Promise<CardRecipient | null> {
  switch (fallback.kind) {
    case 'person':
      return { kind: 'fallback-person', entraObjectId: fallback.entraObjectId };
    case 'conversation':
      return { ...fallback, kind: 'fallback-conversation' };
    case 'group': {
      const place = await places.ofGroup(fallback.entraGroupId);
      if (place === null) return null;
      const { conversationId, serviceUrl } = place;
      return { kind: 'fallback-conversation', conversationId, serviceUrl };
    }
  }
}

function samePresences(a: readonly Presence[], b: readonly Presence[]): boolean {
  const line = ({ participantId, state, since }: Presence) => `${participantId} ${state} ${since?.getTime()}`;
  return a.length === b.length && a.map(line).sort().join() === b.map(line).sort().join();
}
