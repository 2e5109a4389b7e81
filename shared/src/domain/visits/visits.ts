import type { Connection } from '../connections/connection.ts';
import type { Clock, Randomness } from '../kernel/clock.ts';
import { DomainError } from '../kernel/domain-error.ts';
import { refuseOutsideWindow } from '../launch/launch-window.ts';
import type { ProvenLaunch } from '../launch/launches.ts';
import { roomEffect } from '../outbox/effect.ts';
import type { InTransaction, Stores } from '../stores.ts';
import type { Participant, ParticipantRole } from './participant.ts';
import type { Visit } from './visit.ts';

/** Who takes part in which visit, after a launch. */
export interface Entered {
  readonly visit: Visit;
  readonly participant: Participant;
}

export interface Visits {
  /** Lets the patient's side of a proven launch in. */
  enterAsPatient(launch: ProvenLaunch): Promise<Entered>;
  /**
   * Lets a clinician of a proven launch in.
   *
   * @param entraObjectId the Microsoft account that is linked to the launch's EHR user.
   */
  enterAsClinician(launch: ProvenLaunch, entraObjectId: string): Promise<Entered>;
}

/** The key the meeting is made under: opaque, and the same for both sides whoever comes first. */
export const meetingKey = (visit: Pick<Visit, 'id'>): string => `visit-${visit.id}`;

export function createVisits(deps: {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  readonly randomness: Randomness;
}): Visits {
  const { inTransaction, clock, randomness } = deps;

  async function enter(
    launch: ProvenLaunch,
    role: ParticipantRole,
    entraObjectId: string | null,
  ): Promise<Entered> {
    const { connection, session } = launch;
    if (session === null)
      throw new DomainError('launch-visit-unconfirmed', 'a device test belongs to no visit');
    const now = clock.now();
    refuseOutsideWindow(session, connection.settings, now);
    return await inTransaction(connection.organizationId, async (stores) => {
      const opened = await stores.visits.open(
        {
          organizationId: connection.organizationId,
          connectionId: connection.id,
          session,
          departmentId: launch.departmentId,
        },
        chooseOrganizer(connection, session.key),
      );
      // A fresh launch begins an ended visit anew; a late signal never does.
      const visit = opened.endedAt === null ? opened : await stores.visits.reopen(opened.id);
      const participant = await stores.participants.join({
        visitId: visit.id,
        role,
        identity:
          entraObjectId === null
            ? `ehr:${randomness.digest(`${connection.id} ${launch.user.reference}`)}`
            : `entra:${entraObjectId}`,
        entraObjectId,
        ehr: { userReference: launch.user.reference, patientId: launch.patientId },
      });
      await prepareRoom(stores, visit, participant);
      if (role === 'clinician') {
        const signal = {
          key: `launched:${visit.segment}:${participant.id}:${now.getTime()}`,
          participantId: participant.id,
          source: 'staff',
          kind: 'launched',
          endpoint: 'launch',
          at: now,
          until: now,
        } as const;
        await stores.signals.add(visit.id, [signal], 0);
      }
      return { visit, participant };
    });
  }

  return {
    enterAsPatient: (launch) =>
      enter(launch, launch.user.kind === 'related-person' ? 'proxy' : 'patient', null),
    enterAsClinician: (launch, entraObjectId) => enter(launch, 'clinician', entraObjectId),
  };

  function chooseOrganizer(connection: Connection, sessionKey: string): string {
    const { organizers } = connection;
    const organizer = organizers[spread(randomness.digest(sessionKey), organizers.length)];
    if (organizer === undefined)
      throw new DomainError('room-unavailable', 'the connection has no meeting organiser');
    return organizer;
  }
}

/** The room is made, or its presenters brought up to date, behind the launch's back too: whoever comes next finds it. */
async function prepareRoom(stores: Stores, visit: Visit, participant: Participant): Promise<void> {
  const presenters = participant.role === 'clinician' ? participant.id : 'none';
  await stores.outbox.add([roomEffect(visit.id, `${visit.segment}:${presenters}`)]);
}

/** Spreads keys over `count` places evenly: organisers may make only so many meetings a month. */
function spread(digest: string, count: number): number {
  let sum = 0;
  for (const character of digest) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return sum % count;
}
