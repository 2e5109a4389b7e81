import type { Arrival } from '../arrivals/arrival.ts';
import type { ArrivalCard } from '../arrivals/card-store.ts';
import { DomainError } from '../kernel/domain-error.ts';
import type { OutboxEntry } from '../outbox/outbox-store.ts';
import type { ClinicianLink, StaffMember } from '../staff/staff.ts';
import type { InTransaction, Stores } from '../stores.ts';
import { isClinicianOf } from './joining.ts';
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
  /** Whether the member may join it: an auditor sees visits without being of them. */
  readonly mayJoin: boolean;
}

export interface Board {
  /** A clinician's own visits, or all of the organisation for coordinators and auditors; scheduled within [from, to). */
  day(member: StaffMember, from: Date, to: Date): Promise<readonly BoardEntry[]>;
  /** One visit, if the member may see it. */
  entry(member: StaffMember, visitId: string): Promise<BoardEntry | null>;
}

/** @throws {DomainError} `not-allowed` for roles that see no visits. */
export function boardScope(member: StaffMember): 'own' | 'organisation' {
  if (!seesVisits(member))
    throw new DomainError('not-allowed', 'the board is for clinicians, coordinators and auditors');
  return isCoordinator(member) || member.roles.includes('Auditor') ? 'organisation' : 'own';
}

export const seesVisits = ({ roles }: StaffMember): boolean =>
  roles.some((role) => role === 'Clinician' || role === 'Coordinator' || role === 'Auditor');

const isCoordinator = ({ roles }: StaffMember): boolean => roles.includes('Coordinator');

export function createBoard(deps: { readonly inTransaction: InTransaction }): Board {
  return {
    async day(member, from, to) {
      boardScope(member);
      return await deps.inTransaction(member.organizationId, async (stores) =>
        readEntries(stores, await stores.visits.between(from, to), member),
      );
    },

    async entry(member, visitId) {
      return await deps.inTransaction(member.organizationId, async (stores) => {
        const visit = await stores.visits.get(visitId);
        const [entry] = await readEntries(stores, visit === null ? [] : [visit], member);
        return entry ?? null;
      });
    },
  };
}

/** Those of the visits that the member may see, by a number of queries that does not grow with theirs. */
async function readEntries(
  stores: Stores,
  visits: readonly Visit[],
  member: StaffMember,
): Promise<readonly BoardEntry[]> {
  const { entraObjectId } = member;
  const participants = byVisit(await stores.participants.ofVisits(visits.map(({ id }) => id)));
  const participantsOf = (visit: Visit) => participants.get(visit.id) ?? [];
  const seesAll = boardScope(member) === 'organisation';
  const linked = await stores.links.ofAccount(entraObjectId);
  const isOwn = (visit: Visit) => isClinicianOf(visit, participantsOf(visit), linked, entraObjectId);
  const seen = visits.filter((visit) => seesAll || isOwn(visit));
  const ids = seen.map(({ id }) => id);
  const presences = await stores.visits.presencesOf(ids);
  const effects = byVisit(await stores.outbox.ofVisits(ids));
  const arrived = await stores.arrivals.ofVisits(ids);
  const arrivals = byVisit(arrived.arrivals);
  const cards = byVisit(arrived.cards);
  const connections = new Map((await stores.connections.all()).map((each) => [each.id, each]));
  const links = await stores.links.ofEhrUsers([...new Set(seen.flatMap((visit) => visit.practitioners))]);
  return seen.map((visit) => {
    const connection = connections.get(visit.connectionId);
    const ofSegment = (arrivals.get(visit.id) ?? []).filter(({ segment }) => segment === visit.segment);
    const arrivalIds = new Set(ofSegment.map(({ id }) => id));
    return {
      visit,
      connectionName: connection?.name ?? '',
      department:
        connection?.settings.departments.find(({ ehrId }) => ehrId === visit.departmentId)?.name ?? null,
      participants: participantsOf(visit),
      presences: presences.get(visit.id) ?? [],
      clinicians: cliniciansOf(visit, participantsOf(visit), links),
      effects: effects.get(visit.id) ?? [],
      arrivals: ofSegment,
      cards: (cards.get(visit.id) ?? []).filter(({ arrivalId }) => arrivalIds.has(arrivalId)),
      mayJoin: isCoordinator(member) || isOwn(visit),
    };
  });
}

const byVisit = <T extends { readonly visitId: string | null }>(
  rows: readonly T[],
): ReadonlyMap<string | null, T[]> => Map.groupBy(rows, ({ visitId }) => visitId);

function cliniciansOf(
  visit: Visit,
  participants: readonly Participant[],
  links: readonly ClinicianLink[],
): readonly string[] {
  const launched = participants.flatMap(({ role, entraObjectId }) =>
    role === 'clinician' && entraObjectId ? [entraObjectId] : [],
  );
  const linked = links.filter(
    (link) => link.connectionId === visit.connectionId && visit.practitioners.includes(link.ehrUser),
  );
  return [...new Set([...launched, ...linked.map(({ entraObjectId }) => entraObjectId)])];
}
