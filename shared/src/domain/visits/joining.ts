import type { Clock } from '../kernel/clock.ts';
import { DomainError } from '../kernel/domain-error.ts';
import { actorOf } from '../staff/actor.ts';
import type { ClinicianLink, StaffMember } from '../staff/staff.ts';
import type { InTransaction, Stores } from '../stores.ts';
import type { Participant } from './participant.ts';
import type { Rooms } from './rooms.ts';
import type { Visit } from './visit.ts';

export interface Joining {
  /**
   * Lets a member of staff into the meeting: the visit's clinicians, a coordinator, and clinicians who were told
   * of the arrival by the fallback. They become presenters, in front of the lobby.
   *
   * @returns the link to redirect to, and to nobody else.
   * @throws {DomainError} `visit-not-found` (also for somebody else's visit), `room-unavailable`.
   */
  asStaff(member: StaffMember, visitId: string, signal: AbortSignal): Promise<string>;

  /**
   * Hands the patient over to the meeting. The hand-over is stored before the link is given out.
   *
   * @throws {DomainError} `visit-ended`, `room-not-ready` while joining is not offered.
   */
  asPatient(
    organizationId: string,
    visitId: string,
    participantId: string,
    signal: AbortSignal,
  ): Promise<string>;
}

export function createJoining(deps: {
  readonly inTransaction: InTransaction;
  readonly rooms: Rooms;
  readonly clock: Clock;
  readonly fold: (organizationId: string, visitId: string) => void;
}): Joining {
  const { inTransaction, clock } = deps;
  return {
    async asStaff(member, visitId, signal) {
      const { organizationId, entraObjectId } = member;
      await inTransaction(organizationId, async (stores) => {
        const visit = await stores.visits.get(visitId);
        const right = visit && (await rightOf(stores, visit, member));
        if (!visit || right === null)
          throw new DomainError('visit-not-found', 'no such visit for this person');
        const now = clock.now();
        if (right === 'fallback') {
          await stores.audit.record({
            at: now,
            actor: actorOf(member),
            action: 'visit-joined-by-fallback',
            subject: visitId,
          });
        }
        const participants = await stores.participants.ofVisit(visitId);
        const known = participants.find(
          (other) => other.role === 'clinician' && other.entraObjectId === entraObjectId,
        );
        const participant =
          known ??
          (await stores.participants.join({
            visitId,
            role: 'clinician',
            identity: `entra:${entraObjectId}`,
            entraObjectId,
            ehr: await ehrIdentityOf(stores, visit, entraObjectId),
          }));
        const key = `launched:${visit.segment}:${participant.id}:${now.getTime()}`;
        const signal = {
          key,
          participantId: participant.id,
          source: 'staff',
          kind: 'launched',
          endpoint: 'join',
          at: now,
          until: now,
        } as const;
        await stores.signals.add(visitId, [signal], 0);
      });
      const url = await deps.rooms.ready(organizationId, visitId, signal, { reconfirm: true });
      deps.fold(organizationId, visitId);
      return url;
    },

    async asPatient(organizationId, visitId, participantId, signal) {
      await inTransaction(organizationId, async (stores) => {
        const visit = await stores.visits.get(visitId);
        if (visit === null) throw new DomainError('visit-not-found', 'no such visit');
        if (visit.endedAt !== null) throw new DomainError('visit-ended', 'the visit has ended');
        const { joinOffered } = await stores.visits.folded(visitId);
        if (!joinOffered) throw new DomainError('room-not-ready', 'no clinician is in the meeting yet');
      });
      const url = await deps.rooms.ready(organizationId, visitId, signal);
      const now = clock.now();
      await inTransaction(organizationId, ({ signals }) =>
        signals.add(
          visitId,
          [
            {
              key: `handed-over:${participantId}:${now.getTime()}`,
              participantId,
              source: 'page',
              kind: 'handed-over',
              endpoint: 'join',
              at: now,
              until: now,
            },
          ],
          0,
        ),
      );
      deps.fold(organizationId, visitId);
      return url;
    },
  };
}

/** Why a member of staff may join; `null` when not. */
async function rightOf(
  stores: Stores,
  visit: Visit,
  member: StaffMember,
): Promise<'own' | 'coordinator' | 'fallback' | null> {
  if (await isOwnVisit(stores, visit, member.entraObjectId)) return 'own';
  if (member.roles.includes('Coordinator')) return 'coordinator';
  if (!member.roles.includes('Clinician')) return null;
  const cards = await stores.arrivals.cardsOfVisit(visit.id, visit.segment);
  return cards.some(({ recipient }) => recipient.kind.startsWith('fallback')) ? 'fallback' : null;
}

/** Whether the account is of one of the visit's clinicians. */
async function isOwnVisit(stores: Stores, visit: Visit, entraObjectId: string): Promise<boolean> {
  const participants = await stores.participants.ofVisit(visit.id);
  return isClinicianOf(visit, participants, await stores.links.ofAccount(entraObjectId), entraObjectId);
}

/**
 * The visit's clinicians: who launched or joined it, and the appointment's practitioners.
 *
 * @param links of the account.
 */
export function isClinicianOf(
  visit: Visit,
  participants: readonly Participant[],
  links: readonly ClinicianLink[],
  entraObjectId: string,
): boolean {
  return (
    participants.some((other) => other.role === 'clinician' && other.entraObjectId === entraObjectId) ||
    links.some(
      (link) => link.connectionId === visit.connectionId && visit.practitioners.includes(link.ehrUser),
    )
  );
}

async function ehrIdentityOf(stores: Stores, visit: Visit, entraObjectId: string) {
  const links = await stores.links.ofAccount(entraObjectId);
  const link = links.find(({ connectionId }) => connectionId === visit.connectionId);
  return link === undefined ? null : { userReference: link.ehrUser, patientId: null };
}
