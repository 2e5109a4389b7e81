import { sql, type UpdateObject } from 'kysely';
import type { ConfigurationStore } from '../../domain/connections/configuration-store.ts';
import type { Revision, RevisionContent } from '../../domain/connections/revision.ts';
import { DomainError } from '../../domain/kernel/domain-error.ts';
import { contentDigest } from './content-digest.ts';
import { REVISION_COLUMNS, toRevision } from './revision-rows.ts';
import type { Scope } from './scope.ts';
import { isUniqueViolation } from './sql-states.ts';
import type { Tables } from './tables.ts';

type RevisionPart = Pick<
  ConfigurationStore,
  | 'revisions'
  | 'revision'
  | 'open'
  | 'current'
  | 'namingAsApprover'
  | 'rejectedBy'
  | 'overdue'
  | 'begin'
  | 'change'
  | 'discard'
  | 'saveProbe'
>;
type Change = Parameters<ConfigurationStore['change']>[1];

export function revisionStore({ trx, organizationId }: Scope): RevisionPart {
  // What is sealed anew never looks like what was sealed before, and what is taken over is copied.
  const credentialsSetIn = sql<number | null>`
    case when basic_credentials is not null then coalesce(
      (select min(other.number) from connection_revisions other
       where other.organization_id = connection_revisions.organization_id
         and other.connection_id = connection_revisions.connection_id
         and other.basic_credentials = connection_revisions.basic_credentials),
      connection_revisions.number) end`.as('credentials_set_in');
  const stored = () =>
    trx
      .selectFrom('connection_revisions')
      .select([...REVISION_COLUMNS])
      .select(credentialsSetIn);
  const ofConnection = (connectionId: string) => stored().where('connection_id', '=', connectionId);
  const naming = (entraObjectId: string) =>
    trx
      .selectFrom('connection_revisions')
      .innerJoin('connections', (join) =>
        join
          .onRef('connections.organization_id', '=', 'connection_revisions.organization_id')
          .onRef('connections.id', '=', 'connection_revisions.connection_id'),
      )
      .select('connections.id')
      .distinct()
      .where('connection_revisions.approver', '=', entraObjectId)
      .orderBy('connections.id');

  return {
    async revisions(connectionId) {
      return (await ofConnection(connectionId).orderBy('number', 'desc').execute()).map(toRevision);
    },

    async revision(connectionId, number) {
      const row = await ofConnection(connectionId).where('number', '=', number).executeTakeFirst();
      return row === undefined ? null : toRevision(row);
    },

    async open(connectionId) {
      const row = await ofConnection(connectionId)
        .where('state', 'in', ['draft', 'proposed'])
        .executeTakeFirst();
      return row === undefined ? null : toRevision(row);
    },

    async current() {
      const isNewest = sql<boolean>`number = (
        select max(other.number) from connection_revisions other
        where other.organization_id = connection_revisions.organization_id
          and other.connection_id = connection_revisions.connection_id)`;
      const serves = sql<boolean>`number = (select live_revision from connections where id = connection_id)`;
      const rows = await stored()
        .where((eb) => eb.or([eb('state', 'in', ['draft', 'proposed']), serves, isNewest]))
        .execute();
      return rows.map(toRevision);
    },

    async namingAsApprover(entraObjectId) {
      const rows = await naming(entraObjectId)
        .where((eb) =>
          eb.or([
            eb('connection_revisions.state', 'in', ['draft', 'proposed']),
            eb('connection_revisions.number', '=', eb.ref('connections.live_revision')),
          ]),
        )
        .execute();
      return rows.map(({ id }) => id);
    },

    async rejectedBy(entraObjectId) {
      // Only who is named decides, so that the approver's name is who rejected it.
      const rows = await naming(entraObjectId)
        .where('connection_revisions.state', '=', 'rejected')
        .where((eb) =>
          eb.or([
            eb('connections.live_revision', 'is', null),
            eb('connection_revisions.number', '>', eb.ref('connections.live_revision')),
          ]),
        )
        .execute();
      return rows.map(({ id }) => id);
    },

    async overdue(now) {
      const rows = await stored()
        .where('state', '=', 'proposed')
        .where('expires_at', '<=', now)
        .orderBy('expires_at')
        .execute();
      return rows.map(toRevision);
    },

    async begin({ connectionId, content, origin, note, by, at, credentialsOf, takenOver }) {
      const { registration, probe } = takenOver ?? nothingKnown(at);
      const row = await trx
        .insertInto('connection_revisions')
        .values((eb) => ({
          organization_id: organizationId,
          connection_id: connectionId,
          number: eb
            .selectFrom('connection_revisions')
            .select(sql<number>`coalesce(max(number), 0) + 1`.as('next'))
            .where('connection_id', '=', connectionId),
          state: 'draft',
          ...contentColumns(content),
          origin: JSON.stringify(origin),
          note,
          registration_state: registration.state,
          registration_since: registration.since,
          probe: probe && JSON.stringify(probe),
          basic_credentials:
            credentialsOf === null
              ? null
              : eb
                  .selectFrom('connection_revisions')
                  .select('basic_credentials')
                  .where('connection_id', '=', credentialsOf.connectionId)
                  .where('number', '=', credentialsOf.number),
          created_by: by,
          created_at: at,
          changed_by: by,
          changed_at: at,
          proposed_by: null,
          proposed_at: null,
          expires_at: null,
          decided_by: null,
          decided_at: null,
          reason: null,
        }))
        .returning([...REVISION_COLUMNS])
        .returning(credentialsSetIn)
        .executeTakeFirstOrThrow()
        .catch((error: unknown) => {
          if (isUniqueViolation(error, 'connection_revisions_one_open'))
            throw new DomainError('revision-already-open', 'a draft or a proposal is open already', {
              cause: error,
            });
          throw error;
        });
      return toRevision(row);
    },

    async change({ connectionId, number, version }, change) {
      const row = await trx
        .updateTable('connection_revisions')
        .set(columnsOf(change))
        .set((eb) => ({ version: eb('version', '+', 1) }))
        .where('connection_id', '=', connectionId)
        .where('number', '=', number)
        .where('version', '=', version)
        .where('state', 'in', ['draft', 'proposed'])
        .returning([...REVISION_COLUMNS])
        .returning(credentialsSetIn)
        .executeTakeFirst();
      return row === undefined ? null : toRevision(row);
    },

    async discard(connectionId, number) {
      await trx
        .deleteFrom('connection_revisions')
        .where('connection_id', '=', connectionId)
        .where('number', '=', number)
        .where('state', '=', 'draft')
        .execute();
    },

    async saveProbe(connectionId, number, report) {
      const draft = () =>
        ofConnection(connectionId).where('number', '=', number).where('state', '=', 'draft');
      const { content } = await draft().executeTakeFirstOrThrow();
      await trx
        .updateTable('connection_revisions')
        .set({
          probe: JSON.stringify(report),
          ...contentColumns({ ...content, authority: report.authority }),
        })
        .where('connection_id', '=', connectionId)
        .where('number', '=', number)
        .execute();
      return toRevision(await draft().executeTakeFirstOrThrow());
    },
  };
}

const nothingKnown = (at: Date): Pick<Revision, 'registration' | 'probe'> => ({
  registration: { state: 'to-register', since: at },
  probe: null,
});

/** A digest never stands beside other content than its own. */
const contentColumns = (content: RevisionContent) => ({
  content: JSON.stringify(content),
  digest: contentDigest(content),
});

function columnsOf(change: Change): UpdateObject<Tables, 'connection_revisions'> {
  const { content, probe, registration } = change;
  return {
    ...(content !== undefined && contentColumns(content)),
    ...(probe !== undefined && { probe: probe === null ? null : JSON.stringify(probe) }),
    ...(registration !== undefined && {
      registration_state: registration.state,
      registration_since: registration.since,
    }),
    ...(change.state !== undefined && { state: change.state }),
    ...(change.note !== undefined && { note: change.note }),
    ...(change.changedBy !== undefined && { changed_by: change.changedBy }),
    ...(change.changedAt !== undefined && { changed_at: change.changedAt }),
    ...(change.proposedBy !== undefined && { proposed_by: change.proposedBy }),
    ...(change.proposedAt !== undefined && { proposed_at: change.proposedAt }),
    ...(change.expiresAt !== undefined && { expires_at: change.expiresAt }),
    ...(change.decidedBy !== undefined && { decided_by: change.decidedBy }),
    ...(change.decidedAt !== undefined && { decided_at: change.decidedAt }),
    ...(change.reason !== undefined && { reason: change.reason }),
  };
}
