import type { ClientConfiguration, Me } from '@ehr-connector/shared/contract/staff.ts';
import {
  BoardQuery,
  type Board as BoardReply,
  type BoardVisit,
} from '@ehr-connector/shared/contract/visit-board.ts';
import { auditTabSignIn } from '@ehr-connector/shared/domain/audit/sign-in.ts';
import type { Clock } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { DAY_MS } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import type { OrganizationFinder } from '@ehr-connector/shared/domain/organizations/organization.ts';
import { actorOf } from '@ehr-connector/shared/domain/staff/actor.ts';
import type { StaffDirectory, StaffMember } from '@ehr-connector/shared/domain/staff/staff.ts';
import type { InTransaction } from '@ehr-connector/shared/domain/stores.ts';
import { type Board, type BoardEntry, boardScope } from '@ehr-connector/shared/domain/visits/board.ts';
import type { Logger } from 'pino';
import type { Metrics } from '../work/metrics.ts';
import type { Askers } from './asker.ts';
import { toBoardVisit } from './board-view.ts';
import { openEventStream } from './event-stream.ts';
import { sectionsOf } from './portal-sections.ts';
import { accepted, json, noContent } from './reply.ts';
import type { Routes } from './server.ts';
import { coalesced, type VisitChanges } from './visit-changes.ts';

const LONGEST_RANGE_MS = 2 * DAY_MS;

export interface BoardRouteDeps {
  readonly askers: Askers;
  readonly board: Board;
  readonly directory: StaffDirectory;
  readonly finder: OrganizationFinder;
  readonly inTransaction: InTransaction;
  readonly changes: VisitChanges;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly clientConfiguration: ClientConfiguration;
}

/** What the tab asks. */
export function boardRoutes(routes: Routes, deps: BoardRouteDeps): void {
  const { askers, board, inTransaction, clock } = deps;

  const organizationOf = (member: StaffMember) =>
    inTransaction(member.organizationId, ({ organizations }) => organizations.current());

  async function drawn(member: StaffMember, entries: readonly BoardEntry[]): Promise<BoardVisit[]> {
    const { entraTenantId } = await organizationOf(member);
    const accounts = entries.flatMap(({ clinicians }) => clinicians);
    const names = await deps.directory.names(entraTenantId, [...new Set(accounts)]);
    return entries.map((entry) => toBoardVisit(entry, names));
  }

  routes.get('/api/client-configuration', async () => json(deps.clientConfiguration));

  routes.get('/api/me', async (request) => {
    const member = await askers.staff(request);
    // The tab asks this when it opens; whoever has a cookie of ours was recorded on signing in.
    if (request.headers.authorization !== undefined)
      await inTransaction(member.organizationId, ({ audit }) => auditTabSignIn(audit, member, clock.now()));
    const organization = await organizationOf(member);
    const names = await deps.directory.names(organization.entraTenantId, [member.entraObjectId]);
    const me: Me = {
      entraObjectId: member.entraObjectId,
      displayName: member.displayName || (names.get(member.entraObjectId) ?? ''),
      organization: { id: organization.id, name: organization.name },
      roles: [...member.roles],
      sections: await inTransaction(member.organizationId, (stores) => sectionsOf(stores, member)),
      links: await inTransaction(member.organizationId, async ({ links, connections }) => {
        const all = await connections.all();
        return (await links.ofAccount(member.entraObjectId)).map(({ id, connectionId, linkedAt }) => ({
          id,
          connectionName: all.find((connection) => connection.id === connectionId)?.name ?? '',
          linkedAt: linkedAt.toISOString(),
        }));
      }),
    };
    return json(me);
  });

  routes.get('/api/visits', async (request) => {
    const member = await askers.staff(request);
    const query = BoardQuery.parse(Object.fromEntries(request.url.searchParams));
    const [from, to] = [new Date(query.from), new Date(query.to)];
    if (to <= from || to.getTime() - from.getTime() > LONGEST_RANGE_MS) {
      throw new DomainError('request-invalid', 'from and to are at most 48 hours apart');
    }
    const reply: BoardReply = {
      scope: boardScope(member),
      asOf: clock.now().toISOString(),
      visits: await drawn(member, await board.day(member, from, to)),
    };
    return json(reply);
  });

  routes.stream('/api/visits/events', async (request, res) => {
    const member = await askers.staff(request);
    boardScope(member);
    const stream = openEventStream(res);
    deps.metrics.streams.inc({ kind: 'board' });
    const changed = new Set<string>();
    const refresh = coalesced(
      async () => {
        for (const visitId of changed) {
          changed.delete(visitId);
          const entry = await board.entry(member, visitId);
          const [visit] = entry === null ? [] : await drawn(member, [entry]);
          if (visit !== undefined) stream.send('visit', { visit });
        }
      },
      (error) => {
        deps.log.warn({ err: error }, 'a board’s stream could not be brought up to date');
        stream.end();
      },
    );
    const stop = [
      deps.changes.on(({ organizationId, visitId }) => {
        if (organizationId !== member.organizationId) return;
        changed.add(visitId);
        refresh();
      }),
      // What was missed is not known: the board reconnects and asks for the day anew.
      deps.changes.onMissed(stream.end),
    ];
    await stream.gone;
    for (const off of stop) off();
    deps.metrics.streams.dec({ kind: 'board' });
  });

  routes.post('/api/writebacks/:id/retry', async (request) => {
    askers.fromOwnPage(request);
    const member = await askers.staff(request);
    if (!member.roles.includes('Coordinator'))
      throw new DomainError('not-allowed', 'sending again is for coordinators');
    const id = request.params.id ?? '';
    const isOwn = (await deps.finder.ofOutboxEntry(id)) === member.organizationId;
    if (!isOwn) throw new DomainError('writeback-not-found', 'no such writeback');
    await inTransaction(member.organizationId, async ({ outbox, audit, visits }) => {
      const entry = await outbox.get(id);
      if (entry === null) throw new DomainError('writeback-not-found', 'no such writeback');
      if (!(await outbox.unpark(id)))
        throw new DomainError('writeback-not-parked', 'only what is parked is sent again');
      await audit.record({
        at: clock.now(),
        actor: actorOf(member),
        action: 'writeback-resent',
        subject: id,
      });
      if (entry.visitId !== null) await visits.touch(entry.visitId);
    });
    return accepted();
  });

  routes.del('/api/links/:id', async (request) => {
    askers.fromOwnPage(request);
    const member = await askers.staff(request);
    const id = request.params.id ?? '';
    await inTransaction(member.organizationId, async ({ links, audit }) => {
      const own = await links.ofAccount(member.entraObjectId);
      if (!own.some((link) => link.id === id)) throw new DomainError('not-allowed', 'no link of this person');
      const now = clock.now();
      await links.revoke(id, now);
      await audit.record({
        at: now,
        actor: actorOf(member),
        action: 'clinician-link-revoked',
        subject: id,
      });
    });
    return noContent();
  });
}
