import type { Clock, Randomness } from '../kernel/clock.ts';
import { addMs, HOUR_MS, MINUTE_MS } from '../kernel/clock.ts';
import { DomainError } from '../kernel/domain-error.ts';
import type { InTransaction } from '../stores.ts';
import type { MeetingRooms, MeetingWitnesses } from './meeting-rooms.ts';
import type { Visit } from './visit.ts';
import { meetingKey } from './visits.ts';

/** Call subscriptions may last three days at most; they are renewed well before. */
export const SUBSCRIPTION_LASTS_MS = 4 * HOUR_MS;
export const RENEW_BEFORE_MS = 30 * MINUTE_MS;

/** Of securing a room whose clinicians change meanwhile. */
const MOST_ROUNDS = 5;

export interface Rooms {
  /**
   * Makes sure that the visit's meeting exists and lets only its clinicians pass the lobby.
   *
   * Safe to call from several replicas at once: every step can be repeated and is skipped once it is known to be done.
   *
   * @param options.reconfirm set lobby and presenters again though they were confirmed: at each clinician's launch,
   *   since somebody may have changed them in Teams meanwhile.
   * @returns the link to join by; it may be given out only to an authorised participant, as a redirect.
   * @throws {DomainError} `visit-not-found`, `room-unavailable`.
   */
  ready(
    organizationId: string,
    visitId: string,
    signal: AbortSignal,
    options?: { reconfirm: boolean },
  ): Promise<string>;

  /** As {@link ready}; then makes sure that witnesses of the meeting report to us. */
  witnessed(organizationId: string, visitId: string, signal: AbortSignal): Promise<void>;
}

export function createRooms(deps: {
  readonly inTransaction: InTransaction;
  readonly rooms: MeetingRooms;
  readonly witnesses: MeetingWitnesses;
  readonly clock: Clock;
  readonly randomness: Randomness;
}): Rooms {
  const { inTransaction, clock, randomness } = deps;

  async function known(organizationId: string, visitId: string) {
    return await inTransaction(organizationId, async (stores) => {
      const visit = await stores.visits.get(visitId);
      if (visit === null) throw new DomainError('visit-not-found', 'no such visit');
      const participants = await stores.participants.ofVisit(visitId);
      const presenters = participants.flatMap(({ role, entraObjectId }) =>
        role === 'clinician' && entraObjectId !== null ? [entraObjectId] : [],
      );
      return {
        visit,
        tenantId: (await stores.organizations.current()).entraTenantId,
        presenters: [...new Set(presenters)].sort(),
        joinUrl: await stores.visits.joinUrl(visitId),
        subscription: await stores.subscriptions.ofVisit(visitId),
      };
    });
  }

  async function opened(visit: Visit, tenantId: string, joinUrl: string | null, signal: AbortSignal) {
    const { meetingId, threadId, organizer } = visit.room;
    if (meetingId !== null && threadId !== null && joinUrl !== null) return { meetingId, threadId, joinUrl };
    const start = visit.scheduledStart ?? visit.createdAt;
    const meeting = await deps.rooms.open({
      tenantId,
      organizer,
      key: meetingKey(visit),
      start,
      end: visit.scheduledEnd ?? addMs(start, HOUR_MS),
      signal,
    });
    await inTransaction(visit.organizationId, async ({ visits }) => {
      await visits.saveRoom(visit.id, { meetingId: meeting.meetingId, threadId: meeting.threadId });
      await visits.saveJoinUrl(visit.id, meeting.joinUrl);
    });
    return meeting;
  }

  /** Lets in just the visit's clinicians, and looks again: one who came meanwhile may have been undone by us. */
  async function secure(
    visit: Visit,
    tenantId: string,
    meetingId: string,
    signal: AbortSignal,
  ): Promise<void> {
    const { organizationId, id } = visit;
    const { organizer } = visit.room;
    for (let round = 1; round <= MOST_ROUNDS; round += 1) {
      const { presenters } = await known(organizationId, id);
      await deps.rooms.secure({ tenantId, organizer, meetingId, presenters, signal });
      const room = { securedAt: clock.now(), presenters };
      await inTransaction(organizationId, ({ visits }) => visits.saveRoom(id, room));
      if ((await known(organizationId, id)).presenters.join() === presenters.join()) return;
    }
    throw new DomainError('room-unavailable', 'the visit’s clinicians kept changing');
  }

  async function ready(organizationId: string, visitId: string, signal: AbortSignal, reconfirm: boolean) {
    const { visit, tenantId, presenters, joinUrl, subscription } = await known(organizationId, visitId);
    const meeting = await opened(visit, tenantId, joinUrl, signal);
    const isSecured = visit.room.securedAt !== null && visit.room.presenters.join() === presenters.join();
    if (reconfirm || !isSecured) await secure(visit, tenantId, meeting.meetingId, signal);
    return { visit, tenantId, subscription, meeting };
  }

  return {
    ready: async (organizationId, visitId, signal, options) =>
      (await ready(organizationId, visitId, signal, options?.reconfirm ?? false)).meeting.joinUrl,

    async witnessed(organizationId, visitId, signal) {
      const { visit, tenantId, subscription, meeting } = await ready(organizationId, visitId, signal, false);
      if (visit.room.botInstalledAt === null) {
        await deps.witnesses.installBot({ tenantId, threadId: meeting.threadId, signal });
        await inTransaction(organizationId, ({ visits }) =>
          visits.saveRoom(visitId, { botInstalledAt: clock.now() }),
        );
      }
      const now = clock.now();
      if (subscription !== null && subscription.expiresAt > addMs(now, RENEW_BEFORE_MS)) return;
      const expiresAt = addMs(now, SUBSCRIPTION_LASTS_MS);
      if (subscription !== null && subscription.expiresAt > now) {
        const renewed = await deps.witnesses.renew({ tenantId, id: subscription.id, expiresAt, signal });
        if (renewed !== null) {
          await inTransaction(organizationId, (s) =>
            s.subscriptions.save({ ...subscription, expiresAt: renewed }),
          );
          return;
        }
      }
      const clientState = randomness.secret();
      const made = await deps.witnesses.subscribe({
        tenantId,
        joinUrl: meeting.joinUrl,
        clientState,
        expiresAt,
        signal,
      });
      await inTransaction(organizationId, async ({ subscriptions }) => {
        if (subscription !== null && subscription.id !== made.id) await subscriptions.remove(subscription.id);
        await subscriptions.save({ ...made, visitId, clientStateDigest: randomness.digest(clientState) });
      });
    },
  };
}
