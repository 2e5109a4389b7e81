import { type Kysely, sql } from 'kysely';
import { auditHash } from '../audit-hash.ts';

/**
 * The audit log becomes a chain for each organisation: entries are numbered from 1 without gaps, each carries the hash of
 * the one before, and the head says which is the last. What was recorded before is chained as it stands.
 *
 * Hashes are proof against whoever may write here; triggers are a second wall, against mistakes.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(db);
  await chainExisting(db);
  for (const statement of [
    ...CONSTRAINTS,
    ...walls('audit_heads'),
    ...walls('audit_checkpoints'),
    ...TRIGGERS,
  ])
    await sql.raw(statement).execute(db);
}

const TABLES = [
  'alter table audit_entries drop constraint audit_entries_pkey',
  'alter table audit_entries alter column number drop identity',
  `alter table audit_entries
    add column details jsonb not null default '{}'
      constraint audit_entries_details check (jsonb_typeof(details) = 'object'),
    add column previous_hash text,
    add column hash text`,
  // Times are hashed as they are read: in milliseconds.
  `update audit_entries entry set number = numbered.number, at = date_trunc('milliseconds', entry.at)
   from (select organization_id, number as old,
           row_number() over (partition by organization_id order by number) as number from audit_entries) numbered
   where entry.organization_id = numbered.organization_id and entry.number = numbered.old`,
  `alter table audit_entries add constraint audit_entries_pkey primary key (organization_id, number)`,
  `create table audit_heads (
    organization_id uuid constraint audit_heads_pkey primary key
      constraint audit_heads_organization references organizations,
    number bigint not null,
    hash text,
    constraint audit_heads_begins check ((number = 0) = (hash is null))
  )`,
  `create table audit_checkpoints (
    organization_id uuid not null constraint audit_checkpoints_organization references organizations,
    number bigint not null,
    hash text not null,
    at timestamptz not null,
    jws text not null,
    constraint audit_checkpoints_pkey primary key (organization_id, number)
  )`,
];

const AT_ONCE = 1_000;

async function chainExisting(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{
    id: string;
  }>`select distinct organization_id as id from audit_entries`.execute(db);
  for (const { id } of rows) {
    let head: { readonly number: string; readonly hash: string | null } = { number: '0', hash: null };
    for (;;) {
      const chained = await chainSome(db, id, head);
      if (chained === null) break;
      head = chained;
    }
    await sql`insert into audit_heads (organization_id, number, hash) values (${id}, ${head.number}, ${head.hash})`.execute(
      db,
    );
  }
}

/** @returns the last entry that was chained; `null` when none is left. */
async function chainSome(
  db: Kysely<unknown>,
  organizationId: string,
  head: { readonly number: string; readonly hash: string | null },
) {
  const { rows } = await sql<{ number: string; at: Date; actor: string; action: string; subject: string }>`
    select number::text, at, actor, action, subject from audit_entries
    where organization_id = ${organizationId} and number > ${head.number}::bigint
    order by audit_entries.number limit ${AT_ONCE}`.execute(db);
  if (rows.length === 0) return null;
  let last = head.hash;
  const links = rows.map(({ number, at, ...said }) => {
    const previousHash = last;
    const entry = { organizationId, number: Number(number), at: at.toISOString(), ...said, details: {} };
    const hash = auditHash({ ...entry, previousHash });
    last = hash;
    return { number, previousHash, hash };
  });
  await sql`update audit_entries set previous_hash = link.previous_hash, hash = link.hash
    from unnest(${links.map(({ number }) => number)}::bigint[], ${links.map((link) => link.previousHash)}::text[],
                ${links.map(({ hash }) => hash)}::text[]) as link (number, previous_hash, hash)
    where organization_id = ${organizationId} and audit_entries.number = link.number`.execute(db);
  return links.at(-1) ?? null;
}

const CONSTRAINTS = [
  `alter table audit_entries alter column hash set not null,
    add constraint audit_entries_begins check ((number = 1) = (previous_hash is null))`,
  'create index audit_entries_actor on audit_entries (organization_id, actor, at)',
  'create index audit_entries_subject on audit_entries (organization_id, subject, number)',
];

function walls(table: string): readonly string[] {
  const own = `organization_id = nullif(current_setting('app.organization', true), '')::uuid`;
  return [
    `alter table ${table} enable row level security`,
    `create policy ${table}_own_organization on ${table} using (${own}) with check (${own})`,
  ];
}

const TRIGGERS = [
  ...trigger(
    'audit_entry_continues',
    'after insert on audit_entries for each row',
    `update public.audit_heads set number = new.number, hash = new.hash
     where organization_id = new.organization_id and number = new.number - 1 and hash is not distinct from new.previous_hash;
     if not found then
       raise exception 'entry % does not continue the audit log', new.number;
     end if;
     return null;`,
  ),
  ...trigger(
    'audit_head_begins',
    'after insert on audit_heads for each row',
    `if new.number <> 0 or exists (select from public.audit_entries where organization_id = new.organization_id) then
       raise exception 'the head of an audit log begins before its first entry';
     end if;
     return null;`,
  ),
  ...trigger(
    'audit_head_moves_on',
    'after update on audit_heads for each row',
    `if new.organization_id <> old.organization_id or new.number <> old.number + 1 or not exists (
         select from public.audit_entries where organization_id = new.organization_id and number = new.number
           and hash = new.hash and previous_hash is not distinct from old.hash) then
       raise exception 'the head of an audit log only moves on to the entry after it';
     end if;
     return null;`,
  ),
  // The owner removes what was kept long enough, once a later checkpoint vouches for what follows.
  ...['audit_entries', 'audit_checkpoints'].flatMap((table) =>
    trigger(
      `${table}_stay`,
      `before delete on ${table} for each row`,
      `if current_setting('app.audit_pruning', true) is distinct from old.organization_id::text or not exists (
           select from public.audit_checkpoints later
           where later.organization_id = old.organization_id and later.number > old.number) then
         raise exception 'the audit log is append only';
       end if;
       return old;`,
    ),
  ),
  ...[
    'update or truncate on audit_entries',
    'update or truncate on audit_checkpoints',
    'delete or truncate on audit_heads',
  ].flatMap((what) =>
    trigger(
      `${what.split(' ').at(-1)}_unchanged`,
      `before ${what} for each statement`,
      `raise exception 'the audit log is append only';`,
    ),
  ),
];

function trigger(name: string, when: string, body: string): readonly string[] {
  return [
    `create function ${name}() returns trigger language plpgsql set search_path = '' as $$ begin ${body} end $$`,
    `create trigger ${name} ${when} execute function ${name}()`,
  ];
}
