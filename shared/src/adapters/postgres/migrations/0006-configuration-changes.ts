import { type Kysely, sql } from 'kysely';

/** Whatever of a connection the portal shows tells the replicas when it changes, whoever changes it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...FUNCTIONS, ...TRIGGERS]) await sql.raw(statement).execute(db);
}

const FUNCTIONS = [
  // Payloads are `organisation:connection`; equal ones of a transaction go out once, at commit.
  `create function configuration_changed() returns trigger language plpgsql set search_path = '' as $$
    declare
      changed jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
    begin
      perform pg_catalog.pg_notify('configuration', (changed ->> 'organization_id') || ':' || (changed ->> tg_argv[0]));
      return null;
    end $$`,
  // Whom an EHR is shared with sees the invitation in their own list, before there is a connection of theirs.
  `create function invitations_changed() returns trigger language plpgsql set search_path = '' as $$
    begin
      perform pg_catalog.pg_notify('configuration', invited || ':')
        from public.organization_of_tenant(case when tg_op = 'DELETE' then old.tenant_id else new.tenant_id end) as invited
        where invited is not null;
      return null;
    end $$`,
];

const SHOWN = [
  { table: 'connections', connection: 'id', when: 'insert or update or delete' },
  { table: 'connection_revisions', connection: 'connection_id', when: 'insert or update or delete' },
  { table: 'connection_shares', connection: 'connection_id', when: 'insert or update or delete' },
  { table: 'connection_keys', connection: 'connection_id', when: 'insert or update or delete' },
  { table: 'approval_proofs', connection: 'connection_id', when: 'insert or update or delete' },
  // Only the newest is shown, and retention removes the oldest.
  { table: 'rehearsals', connection: 'connection_id', when: 'insert' },
] as const;

const TRIGGERS = [
  ...SHOWN.map(
    ({ table, connection, when }) => `create trigger ${table}_changed after ${when} on ${table}
      for each row execute function configuration_changed('${connection}')`,
  ),
  `create trigger invitations_changed after insert or update or delete on connection_shares
    for each row execute function invitations_changed()`,
];
