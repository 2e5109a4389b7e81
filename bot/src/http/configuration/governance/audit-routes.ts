import { type AuditPage, AuditQuery } from '@ehr-connector/shared/contract/audit.ts';
import type { AuditAction, ChainedEntry } from '@ehr-connector/shared/domain/audit/audit-log.ts';
import { addMs, type Clock, HOUR_MS } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { accountOf, actorOf } from '@ehr-connector/shared/domain/staff/actor.ts';
import type { StaffMember } from '@ehr-connector/shared/domain/staff/staff.ts';
import type { InTransaction } from '@ehr-connector/shared/domain/stores.ts';
import { z } from 'zod';
import { json } from '../../reply.ts';
import type { Routes } from '../../server.ts';
import type { Asking } from '../asking.ts';
import type { Names } from '../people/names.ts';
import { fileReply } from './file-reply.ts';

const PAGE = 100;
/** Neither an action nor an id of ours has other characters, and PostgreSQL knows no NUL. */
const Word = z.string().regex(/^[\w:.-]*$/);
const Query = AuditQuery.extend({
  action: AuditQuery.shape.action.pipe(Word.optional()),
  subject: AuditQuery.shape.subject.pipe(Word.optional()),
});
/** Turning pages is one look at the log. */
const LOOK_LASTS_MS = HOUR_MS;

/** Who did what and when; that it was looked at is written down, too. */
export function auditRoutes(
  routes: Routes,
  deps: {
    readonly asking: Asking;
    readonly names: Names;
    readonly inTransaction: InTransaction;
    readonly clock: Clock;
  },
): void {
  const { asking, inTransaction, clock } = deps;

  const note = (member: StaffMember, action: AuditAction, unlessSince?: Date) =>
    inTransaction(member.organizationId, ({ audit }) =>
      audit.record(
        { at: clock.now(), actor: actorOf(member), action, subject: member.organizationId },
        unlessSince,
      ),
    );

  routes.get('/api/audit', async (request) => {
    const { member } = await asking.ofOrganization(request, 'read-audit');
    const { before, action, subject } = Query.parse(Object.fromEntries(request.url.searchParams));
    await note(member, 'audit-viewed', addMs(clock.now(), -LOOK_LASTS_MS));
    const { entries, connections, lastCheckpoint } = await inTransaction(
      member.organizationId,
      async ({ auditReader, configuration }) => ({
        entries: await auditReader.page({ before: before ?? null, limit: PAGE, action, subject }),
        connections: await configuration.all(),
        lastCheckpoint: await auditReader.lastCheckpoint(),
      }),
    );
    const actors = entries.map(({ actor }) => accountOf(actor)).filter((account) => account !== null);
    const known = await deps.names.of(member, actors, request.signal);
    const oldest = entries.at(-1);
    const page: AuditPage = {
      entries: entries.map((entry) => ({
        ...toEntryView(entry),
        subjectName: connections.find(({ id }) => id === entry.subject)?.name ?? null,
      })),
      nextBefore: entries.length === PAGE && oldest ? oldest.number : null,
      lastCheckpoint: lastCheckpoint && {
        number: lastCheckpoint.number,
        at: lastCheckpoint.at.toISOString(),
      },
      people: Object.fromEntries(known),
    };
    return json(page);
  });

  routes.get('/api/audit/export', async (request) => {
    const { member } = await asking.ofOrganization(request, 'export-audit');
    await note(member, 'audit-exported');
    return fileReply('audit-log.ndjson', 'application/x-ndjson', wholeLog(member));
  });

  /** Newest first: who holds less than the beginning sees at the last number that something is missing. */
  async function* wholeLog({ organizationId }: StaffMember) {
    let before: number | null = null;
    do {
      const entries: readonly ChainedEntry[] = await inTransaction(organizationId, ({ auditReader }) =>
        auditReader.page({ before, limit: PAGE }),
      );
      yield entries.map((entry) => `${JSON.stringify(toEntryView(entry))}\n`).join('');
      before = entries.length === PAGE ? (entries.at(-1)?.number ?? null) : null;
    } while (before !== null);
  }
}

const toEntryView = ({ number, at, actor, action, subject, details, hash }: ChainedEntry) => ({
  number,
  at: at.toISOString(),
  actor,
  action,
  subject,
  details: { ...details },
  hash,
});
