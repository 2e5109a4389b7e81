import type { Arrival } from '../arrivals/arrival.ts';
import type { ArrivalCard } from '../arrivals/card-store.ts';
import { DomainError } from '../kernel/domain-error.ts';
import type { OutboxEntry } from '../outbox/outbox-store.ts';
import type { StaffMember } from '../staff/staff.ts';
import type { InTransaction, Stores } from '../stores.ts';
import { isOwnVisit } from './joining.ts';
import type { Participant } from './participant.ts';
import type { Presence } from './presence.ts';
import type { Visit } from './visit.ts';

/** A visit with everything staff may see of it. */
export interface BoardEntry {
  readonly visit: Visit;
  readonly connectionName: string;
  readonly department: string | null;
  readonly participants: readonly Participant[];
  readonly presences: readonly Presence[];
  /** Accounts of the visit's clinicians: who launched, and the appointment's practitioners as far as linked. */
  readonly clinicians: readonly string[];
  readonly effects: readonly OutboxEntry[];
  readonly arrivals: readonly Arrival[];
  readonly cards: readonly ArrivalCard[];
}

export interface Board {
  /** A clinician's own visits, or all of the organisation for a coordinator; scheduled within [from, to). */
  day(member: StaffMember, from: Date, to: Date): Promise<readonly BoardEntry[]>;
  /** One visit, if the member may see it. */
  entry(member: StaffMember, visitId: string): Promise<BoardEntry | null>;
}

/** @throws {DomainError} `not-allowed` for roles that see no visits. */
export function boardScope(member: StaffMember): 'own' | 'organisation' {
  if (member.roles.includes('Coordinator')) return 'organisation';
  if (member.roles.includes('Clinician')) return 'own';
  throw new DomainError('not-allowed', 'the board is for clinicians and coordinators');
}

export function createBoard(deps: { readonly inTransaction: InTransaction }): Board {
  const sees = async (stores: Stores, visit: Visit, member: StaffMember) =>
    boardScope(member) === 'organisation' || (await isOwnVisit(stores, visit, member.entraObjectId));
  return {
    async day(member, from, to) {
      boardScope(member);
      return await deps.inTransaction(member.organizationId, async (stores) => {
        const entries: BoardEntry[] = [];
        for (const visit of await stores.visits.between(from, to)) {
          if (await sees(stores, visit, member)) entries.push(await readEntry(stores, visit));
        }
        return entries;
      });
    },

    async entry(member, visitId) {
      return await deps.inTransaction(member.organizationId, async (stores) => {
        const visit = await stores.visits.get(visitId);
        return visit !== null && (await sees(stores, visit, member)) ? await readEntry(stores, visit) : null;
      });
    },
  };
}

async function readEntry(stores: Stores, visit: Visit): Promise<BoardEntry> {
  const connection = await stores.connections.get(visit.connectionId);
  const participants = await stores.participants.ofVisit(visit.id);
  const clinicians = new Set(
    participants.flatMap(({ role, entraObjectId }) =>
      role === 'clinician' && entraObjectId ? [entraObjectId] : [],
    ),
  );
  for (const practitioner of visit.practitioners) {
    const link = await stores.links.ofEhrUser(visit.connectionId, practitioner);
    if (link !== null) clinicians.add(link.entraObjectId);
  }
  return {
    visit,
    connectionName: connection?.name ?? '',
    department:
      connection?.settings.departments.find(({ ehrId }) => ehrId === visit.departmentId)?.name ?? null,
    participants,
    presences: (await stores.visits.folded(visit.id)).presences,
    clinicians: [...clinicians],
    effects: await stores.outbox.ofVisit(visit.id),
    arrivals: await stores.arrivals.ofSegment(visit.id, visit.segment),
    cards: await stores.arrivals.cardsOfVisit(visit.id, visit.segment),
  };
}
