import type { InTransaction } from '../stores.ts';
import type { Presence } from './presence.ts';
import type { Visit } from './visit.ts';

/** What the patient's page is told of its own visit, and of nobody else's. */
export interface PatientView {
  readonly visit: Visit;
  readonly presence: Presence | null;
  readonly careTeamNotified: boolean;
  readonly clinicianInMeeting: boolean;
  readonly joinOffered: boolean;
  readonly helpContact: string;
}

export type ReadPatientView = (
  organizationId: string,
  visitId: string,
  participantId: string,
) => Promise<PatientView | null>;

export function createPatientView(deps: { readonly inTransaction: InTransaction }): ReadPatientView {
  return (organizationId, visitId, participantId) =>
    deps.inTransaction(organizationId, async (stores) => {
      const visit = await stores.visits.get(visitId);
      const connection = visit && (await stores.connections.get(visit.connectionId));
      if (!visit || !connection) return null;
      const { presences, joinOffered } = await stores.visits.folded(visitId);
      const participants = await stores.participants.ofVisit(visitId);
      const clinicians = new Set(participants.filter(({ role }) => role === 'clinician').map(({ id }) => id));
      const cards = await stores.arrivals.cardsOfVisit(visitId, visit.segment);
      return {
        visit,
        presence: presences.find((presence) => presence.participantId === participantId) ?? null,
        careTeamNotified: cards.some(({ posted }) => posted !== null),
        clinicianInMeeting: presences.some(
          (p) => clinicians.has(p.participantId) && p.state === 'in-meeting',
        ),
        joinOffered: joinOffered && visit.endedAt === null,
        helpContact: connection.settings.helpContact,
      };
    });
}
