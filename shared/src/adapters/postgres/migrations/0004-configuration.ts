import { type Kysely, sql } from 'kysely';
import { contentDigest } from '../content-digest.ts';

/**
 * What trust in a connection rests on stands in revisions, of which one serves; everything a connection held before
 * becomes its first, approved revision.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = async (statements: readonly string[]) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  };
  await run([...TABLES, ...TABLE_NAMES.flatMap(walls)]);
  await moveContent(db);
  await run([...WITHOUT_CONTENT, ...FUNCTIONS]);
}

const TABLES = [
  `alter table connections
    add column live_revision integer,
    add column is_disabled boolean not null default false,
    add column settings_version integer not null default 1,
    add column shared_from jsonb,
    add column created_at timestamptz not null default now()`,
  `create unique index connections_one_per_share on connections (organization_id, (shared_from ->> 'shareId'))
    where shared_from is not null`,
  `create table connection_revisions (
    organization_id uuid not null,
    connection_id text not null,
    number integer not null,
    state text not null constraint connection_revisions_state
      check (state in ('draft', 'proposed', 'approved', 'rejected', 'withdrawn', 'expired')),
    content jsonb not null,
    digest text not null,
    version integer not null default 1,
    origin jsonb not null,
    note text not null,
    registration_state text not null constraint connection_revisions_registration_state
      check (registration_state in ('to-register', 'waiting', 'active')),
    registration_since timestamptz not null,
    probe jsonb,
    basic_credentials bytea,
    created_by text not null,
    created_at timestamptz not null,
    changed_by text not null,
    changed_at timestamptz not null,
    proposed_by text,
    proposed_at timestamptz,
    expires_at timestamptz,
    decided_by text,
    decided_at timestamptz,
    reason text,
    constraint connection_revisions_pkey primary key (organization_id, connection_id, number),
    constraint connection_revisions_connection foreign key (organization_id, connection_id)
      references connections on delete cascade
  )`,
  `create unique index connection_revisions_one_open on connection_revisions (organization_id, connection_id)
    where state in ('draft', 'proposed')`,
  `create index connection_revisions_expires_at on connection_revisions (organization_id, expires_at)
    where state = 'proposed'`,
  `create table approval_sign_ins (
    organization_id uuid not null,
    state_digest text not null constraint approval_sign_ins_pkey primary key,
    connection_id text not null,
    revision integer not null,
    digest text not null,
    entra_object_id text not null,
    browser_digest text not null,
    secrets bytea not null,
    created_at timestamptz not null,
    constraint approval_sign_ins_revision foreign key (organization_id, connection_id, revision)
      references connection_revisions on delete cascade
  )`,
  'create index approval_sign_ins_created_at on approval_sign_ins (created_at)',
  `create table approval_proofs (
    organization_id uuid not null,
    connection_id text not null,
    revision integer not null,
    entra_object_id text not null,
    digest text not null,
    issuer text not null,
    user_digest text not null,
    at timestamptz not null,
    constraint approval_proofs_pkey primary key (organization_id, connection_id, revision, entra_object_id),
    constraint approval_proofs_revision foreign key (organization_id, connection_id, revision)
      references connection_revisions on delete cascade
  )`,
  `create table connection_shares (
    organization_id uuid not null,
    id uuid not null constraint connection_shares_id_unique unique,
    connection_id text not null,
    tenant_id text not null,
    departments text[] not null,
    state text not null constraint connection_shares_state check (state in ('invited', 'accepted', 'revoked')),
    invited_at timestamptz not null,
    accepted_at timestamptz,
    constraint connection_shares_pkey primary key (organization_id, id),
    constraint connection_shares_connection foreign key (organization_id, connection_id)
      references connections on delete cascade
  )`,
  `create unique index connection_shares_one_per_tenant on connection_shares (organization_id, connection_id, tenant_id)
    where state <> 'revoked'`,
  `create index connection_shares_tenant on connection_shares (tenant_id) where state <> 'revoked'`,
  `create table places (
    organization_id uuid not null constraint places_organization references organizations on delete cascade,
    conversation_id text not null,
    kind text not null constraint places_kind check (kind in ('chat', 'team')),
    service_url text not null,
    entra_group_id text,
    name text,
    constraint places_pkey primary key (organization_id, conversation_id)
  )`,
  'create index places_group on places (organization_id, entra_group_id) where entra_group_id is not null',
  `create table config_admins (
    organization_id uuid not null constraint config_admins_organization references organizations on delete cascade,
    entra_object_id text not null,
    seen_at timestamptz not null,
    constraint config_admins_pkey primary key (organization_id, entra_object_id)
  )`,
  'alter table organizations add column own_admin_seen_at timestamptz',
  `create table rehearsals (
    organization_id uuid not null,
    number bigint generated always as identity,
    connection_id text not null,
    rehearsed_at timestamptz not null,
    rehearsed_by text not null,
    is_green boolean not null,
    results jsonb not null,
    constraint rehearsals_pkey primary key (organization_id, number),
    constraint rehearsals_connection foreign key (organization_id, connection_id)
      references connections on delete cascade
  )`,
  'create index rehearsals_newest on rehearsals (organization_id, connection_id, number)',
  'alter table outbox alter column visit_id drop not null',
  `create index outbox_sent_without_visit on outbox (sent_at) where visit_id is null and state = 'sent'`,
];

const TABLE_NAMES = [
  'connection_revisions',
  'approval_sign_ins',
  'approval_proofs',
  'connection_shares',
  'places',
  'config_admins',
  'rehearsals',
];

function walls(table: string): readonly string[] {
  const own = `organization_id = nullif(current_setting('app.organization', true), '')::uuid`;
  return [
    `alter table ${table} enable row level security`,
    `create policy ${table}_own_organization on ${table} using (${own}) with check (${own})`,
  ];
}

interface ConnectionBefore {
  readonly organization_id: string;
  readonly id: string;
  readonly fhir_base_url: string;
  readonly client_id: string;
  readonly authority: object;
  readonly signing_algorithm: string;
  readonly session_key_source: string;
  readonly organizers: readonly string[];
  readonly writeback: object;
}

async function moveContent(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<ConnectionBefore>`
    select organization_id, id, fhir_base_url, client_id, authority, signing_algorithm, session_key_source, organizers,
      writeback from connections`.execute(db);
  for (const row of rows) {
    const content = {
      fhirBaseUrl: row.fhir_base_url,
      clientId: row.client_id,
      authority: row.authority,
      signingAlgorithm: row.signing_algorithm,
      sessionKeySource: row.session_key_source,
      approver: null,
      organizers: row.organizers,
      writeback: row.writeback,
      onlyDepartments: null,
      shares: [],
    };
    await sql`
      insert into connection_revisions (organization_id, connection_id, number, state, content, digest, origin, note,
        registration_state, registration_since, basic_credentials, created_by, created_at, changed_by, changed_at,
        decided_by, decided_at)
      select organization_id, id, 1, 'approved', ${JSON.stringify(content)}::jsonb, ${contentDigest(content)},
        '{"kind": "new"}', '', 'active', now(), basic_credentials, 'service', now(), 'service', now(), 'service', now()
      from connections where organization_id = ${row.organization_id} and id = ${row.id}`.execute(db);
  }
  await sql`update connections set live_revision = 1, is_disabled = (state = 'disabled')`.execute(db);
}

const WITHOUT_CONTENT = [
  `alter table connections drop column state, drop column fhir_base_url, drop column client_id, drop column authority,
    drop column signing_algorithm, drop column session_key_source, drop column organizers, drop column writeback,
    drop column basic_credentials`,
  `alter table connections add constraint connections_live_revision
    foreign key (organization_id, id, live_revision) references connection_revisions`,
];

const FUNCTIONS = [
  `create function connection_shares_with(wanted text) returns table (organization_id uuid, share_id uuid)
    language sql stable security definer set search_path = '' as $$
      select organization_id, id from public.connection_shares where tenant_id = wanted and state <> 'revoked' $$`,
];
