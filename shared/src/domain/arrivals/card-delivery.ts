import { type Clock, MINUTE_MS } from '../kernel/clock.ts';
import { type Delivery, refused, sent } from '../kernel/delivery.ts';
import type { Attempt, Deliver } from '../outbox/delivering.ts';
import { cardEffect } from '../outbox/effect.ts';
import { type StaffLanguage, USUAL_LANGUAGE } from '../staff/staff-language.ts';
import type { InTransaction, Stores } from '../stores.ts';
import { fallbackRecipient } from '../visits/folding.ts';
import { isPatientSide } from '../visits/participant.ts';
import { isSameCard } from './arrival.ts';
import type { ArrivalCard } from './card-store.ts';
import type { CardContent, StaffChat } from './staff-chat.ts';

/** A person who could not be reached this long is helped out by the fallback, while it is tried on. */
export const FALLBACK_AFTER_MS = MINUTE_MS;

/** Shows an arrival's card, or brings it up to date in place. */
export function createCardDelivery(deps: {
  readonly inTransaction: InTransaction;
  readonly chat: StaffChat;
  readonly clock: Clock;
  readonly joinUrl: (visitId: string) => string;
}): Deliver<'card'> {
  return async ({ organizationId, effect, firstTriedAt }, signal): Promise<Attempt> => {
    const known = await deps.inTransaction(organizationId, (stores) =>
      readCard(stores, effect.cardId, deps.joinUrl),
    );
    if (known === null) return { delivery: sent('the visit is gone') };
    const { card, tenantId, content, language, latest } = known;
    const { recipient, posted } = card;
    // A newer state waits in the same line: the card would be out of date as soon as it is drawn.
    if (posted !== null && !isSameCard(effect.show, latest))
      return { delivery: sent('overtaken by a newer state') };
    if (posted !== null)
      return { delivery: await deps.chat.update({ tenantId, posted, content, language, signal }) };
    if (recipient.kind === 'nobody') return { delivery: refused('nobody is configured to be told') };
    const result = await deps.chat.post({ tenantId, recipient, content, language, signal });
    if ('posted' in result) {
      return {
        delivery: sent('posted'),
        after: ({ arrivals }) => arrivals.savePosted(card.id, result.posted),
      };
    }
    const triedForMs = deps.clock.now().getTime() - firstTriedAt.getTime();
    return unreached(result, card, triedForMs);
  };
}

/**
 * Somebody who cannot be reached in person is replaced by the fallback, once; the failure stays visible. A passing
 * failure is tried again, but no patient waits unseen for it.
 */
function unreached(delivery: Delivery, card: ArrivalCard, triedForMs: number): Attempt {
  const needsHelp = delivery.outcome === 'refused' || triedForMs >= FALLBACK_AFTER_MS;
  if (!needsHelp || card.recipient.kind !== 'person') return { delivery };
  return {
    delivery,
    after: async (stores) => {
      // Two people who cannot be reached have one replacement, and no fold overlooks it.
      const visit = await stores.visits.lock(card.visitId);
      const connection = visit && (await stores.connections.get(visit.connectionId));
      const found = await stores.arrivals.card(card.id);
      if (!visit || !connection || found === null) return;
      const recipient = await fallbackRecipient(stores, connection, visit);
      if (recipient.kind === 'nobody') return;
      const others = await stores.arrivals.cardsOf(card.arrivalId);
      if (others.some((other) => other.recipient.kind.startsWith('fallback'))) return;
      const replacement = await stores.arrivals.addCard(card.arrivalId, card.visitId, recipient);
      await stores.outbox.add([cardEffect(card.visitId, replacement.id, found.arrival.card)]);
    },
  };
}

async function readCard(stores: Stores, cardId: string, joinUrl: (visitId: string) => string) {
  const found = await stores.arrivals.card(cardId);
  const visit = found && (await stores.visits.get(found.card.visitId));
  const connection = visit && (await stores.connections.get(visit.connectionId));
  if (!found || !visit || !connection) return null;
  const patients = (await stores.participants.ofVisit(visit.id)).filter(isPatientSide);
  const index = patients.findIndex(({ id }) => id === found.arrival.participantId);
  const content: CardContent = {
    visitId: visit.id,
    scheduledStart: visit.scheduledStart,
    patientNumber: patients.length > 1 ? index + 1 : null,
    department:
      connection.settings.departments.find(({ ehrId }) => ehrId === visit.departmentId)?.name ?? null,
    show: found.arrival.card,
    joinUrl: joinUrl(visit.id),
  };
  return {
    card: found.card,
    tenantId: (await stores.organizations.current()).entraTenantId,
    content,
    language: await languageOf(stores, found.card),
    latest: found.arrival.card,
  };
}

const languageOf = async ({ staffLanguages }: Stores, { recipient }: ArrivalCard): Promise<StaffLanguage> =>
  'entraObjectId' in recipient ? await staffLanguages.of(recipient.entraObjectId) : USUAL_LANGUAGE;
