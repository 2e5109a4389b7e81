import { type Kysely, sql } from 'kysely';

/** Everything a visit needs. Every table carries the organisation's id and is walled off by row-level security. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...TABLES, ...TABLE_NAMES.flatMap(walls), ...FUNCTIONS])
    await sql.raw(statement).execute(db);
}

const TABLES = [
  `create table organizations (
    organization_id uuid constraint organizations_pkey primary key,
    name text not null,
    entra_tenant_id text not null constraint organizations_one_per_tenant unique,
    data_region text not null
  )`,
  `create table connections (
    organization_id uuid not null constraint connections_organization references organizations,
    id text not null constraint connections_id_unique unique,
    name text not null,
    environment text not null constraint connections_environment check (environment in ('testing', 'production')),
    ehr text not null,
    state text not null constraint connections_state check (state in ('approved', 'disabled')),
    fhir_base_url text not null,
    client_id text not null,
    authority jsonb not null,
    signing_algorithm text not null,
    session_key_source text not null,
    organizers text[] not null,
    writeback jsonb not null,
    settings jsonb not null,
    basic_credentials bytea,
    constraint connections_pkey primary key (organization_id, id)
  )`,
  `create table connection_keys (
    organization_id uuid not null,
    connection_id text not null,
    kid text not null,
    algorithm text not null,
    public_jwk jsonb not null,
    private_jwk bytea not null,
    created_at timestamptz not null,
    constraint connection_keys_pkey primary key (organization_id, connection_id, kid),
    constraint connection_keys_connection foreign key (organization_id, connection_id) references connections on delete cascade
  )`,
  `create table launches (
    organization_id uuid not null,
    state_digest text not null constraint launches_pkey primary key,
    connection_id text not null,
    kind text not null,
    session_id text,
    department_id text,
    browser_digest text not null,
    secrets bytea not null,
    created_at timestamptz not null,
    constraint launches_connection foreign key (organization_id, connection_id) references connections on delete cascade
  )`,
  'create index launches_created_at on launches (created_at)',
  `create table clinician_links (
    organization_id uuid not null,
    id uuid not null constraint clinician_links_pkey primary key,
    connection_id text not null,
    ehr_user text not null,
    entra_object_id text not null,
    linked_at timestamptz not null,
    revoked_at timestamptz,
    constraint clinician_links_connection foreign key (organization_id, connection_id) references connections on delete cascade
  )`,
  `create unique index clinician_links_one_account on clinician_links (organization_id, connection_id, ehr_user)
    where revoked_at is null`,
  `create unique index clinician_links_one_ehr_user on clinician_links (organization_id, connection_id, entra_object_id)
    where revoked_at is null`,
  `create table staff_sessions (
    organization_id uuid not null constraint staff_sessions_organization references organizations on delete cascade,
    secret_digest text not null constraint staff_sessions_pkey primary key,
    entra_object_id text not null,
    roles text[] not null,
    idle_until timestamptz not null,
    ends_at timestamptz not null
  )`,
  // Numbers signals and participants in the order of storing: a guest's number tells whether a hand-over came before.
  'create sequence storing_numbers',
  `create table visits (
    organization_id uuid not null,
    id uuid not null constraint visits_id_unique unique,
    connection_id text not null,
    session_key text not null,
    kind text not null,
    scheduled_start timestamptz,
    scheduled_end timestamptz,
    department_id text,
    appointment_id text,
    encounter_id text,
    practitioners text[] not null,
    segment integer not null default 1,
    segment_floors jsonb not null default '{}',
    created_at timestamptz not null,
    ended_at timestamptz,
    organizer text not null,
    meeting_id text,
    thread_id text,
    join_url bytea,
    secured_at timestamptz,
    presenters text[] not null default '{}',
    bot_installed_at timestamptz,
    presences jsonb not null default '[]',
    join_offered boolean not null default false,
    folded_number bigint not null default 0,
    next_fold_at timestamptz,
    version integer not null default 1,
    constraint visits_pkey primary key (organization_id, id),
    -- A CSN and a conference id may be the same number, and are not the same visit.
    constraint visits_one_per_session unique (organization_id, connection_id, kind, session_key),
    constraint visits_connection foreign key (organization_id, connection_id) references connections
  )`,
  'create index visits_by_time on visits (organization_id, (coalesce(scheduled_start, created_at)))',
  'create unique index visits_thread on visits (organization_id, thread_id) where thread_id is not null',
  'create index visits_due_folds on visits (next_fold_at) where next_fold_at is not null',
  'create index visits_ended_at on visits (ended_at) where ended_at is not null',
  `create table participants (
    organization_id uuid not null,
    id uuid not null constraint participants_id_unique unique,
    visit_id uuid not null,
    role text not null,
    identity text not null,
    entra_object_id text,
    ehr_identity bytea,
    number bigint not null default nextval('storing_numbers'),
    constraint participants_pkey primary key (organization_id, id),
    constraint participants_one_identity unique (organization_id, visit_id, identity),
    constraint participants_visit foreign key (organization_id, visit_id) references visits on delete cascade
  )`,
  'create index participants_account on participants (organization_id, entra_object_id) where entra_object_id is not null',
  `create table signals (
    organization_id uuid not null,
    visit_id uuid not null,
    segment integer not null,
    key text not null,
    participant_id uuid,
    source text not null,
    kind text not null,
    endpoint text not null,
    at timestamptz not null,
    until timestamptz not null,
    number bigint not null default nextval('storing_numbers'),
    stored_at timestamptz not null,
    constraint signals_pkey primary key (organization_id, visit_id, key),
    constraint signals_visit foreign key (organization_id, visit_id) references visits on delete cascade
  )`,
  `create index signals_pages on signals (organization_id, visit_id, endpoint, number) where kind = 'here'`,
  `create table patient_sessions (
    organization_id uuid not null,
    visit_id uuid not null,
    secret_digest text not null,
    participant_id uuid not null,
    idle_until timestamptz not null,
    ends_at timestamptz not null,
    constraint patient_sessions_pkey primary key (organization_id, visit_id, secret_digest),
    constraint patient_sessions_visit foreign key (organization_id, visit_id) references visits on delete cascade
  )`,
  `create table patient_handovers (
    organization_id uuid not null,
    visit_id uuid not null,
    code_digest text not null,
    participant_id uuid not null,
    idle_until timestamptz not null,
    ends_at timestamptz not null,
    expires_at timestamptz not null,
    constraint patient_handovers_pkey primary key (organization_id, visit_id, code_digest),
    constraint patient_handovers_visit foreign key (organization_id, visit_id) references visits on delete cascade
  )`,
  `create table arrivals (
    organization_id uuid not null,
    id uuid not null,
    visit_id uuid not null,
    participant_id uuid not null,
    segment integer not null,
    ordinal integer not null,
    at timestamptz not null,
    gone_at timestamptz,
    card_state text not null,
    card_since timestamptz not null,
    card_waited_minutes integer not null,
    constraint arrivals_pkey primary key (organization_id, id),
    constraint arrivals_once unique (organization_id, visit_id, participant_id, segment, ordinal),
    constraint arrivals_visit foreign key (organization_id, visit_id) references visits on delete cascade
  )`,
  `create table arrival_cards (
    organization_id uuid not null,
    id uuid not null,
    arrival_id uuid not null,
    visit_id uuid not null,
    recipient jsonb not null,
    posted jsonb,
    constraint arrival_cards_pkey primary key (organization_id, id),
    constraint arrival_cards_arrival foreign key (organization_id, arrival_id) references arrivals on delete cascade
  )`,
  'create unique index arrival_cards_one_per_recipient on arrival_cards (organization_id, arrival_id, md5(recipient::text))',
  'create index arrival_cards_visit on arrival_cards (organization_id, visit_id)',
  `create table outbox (
    organization_id uuid not null,
    id bigint generated always as identity constraint outbox_id_unique unique,
    visit_id uuid not null,
    line text not null,
    key text not null,
    effect jsonb not null,
    state text not null default 'pending' constraint outbox_state check (state in ('pending', 'sent', 'parked')),
    attempts integer not null default 0,
    first_tried_at timestamptz,
    next_attempt_at timestamptz not null,
    lease_until timestamptz,
    last_answer text,
    added_at timestamptz not null,
    sent_at timestamptz,
    constraint outbox_pkey primary key (organization_id, id),
    constraint outbox_once unique (organization_id, key),
    constraint outbox_visit foreign key (organization_id, visit_id) references visits on delete cascade
  )`,
  `create index outbox_lines on outbox (line, id) where state <> 'sent'`,
  `create index outbox_due on outbox (next_attempt_at) where state = 'pending'`,
  'create index outbox_visit_id on outbox (organization_id, visit_id, id)',
  `create table call_subscriptions (
    organization_id uuid not null,
    id text not null constraint call_subscriptions_id_unique unique,
    visit_id uuid not null,
    client_state_digest text not null,
    expires_at timestamptz not null,
    constraint call_subscriptions_pkey primary key (organization_id, id),
    constraint call_subscriptions_visit foreign key (organization_id, visit_id) references visits on delete cascade
  )`,
  'create index call_subscriptions_visit_id on call_subscriptions (organization_id, visit_id)',
  'create index call_subscriptions_expires_at on call_subscriptions (expires_at)',
  `create table audit_entries (
    organization_id uuid not null constraint audit_entries_organization references organizations,
    number bigint generated always as identity,
    at timestamptz not null,
    actor text not null,
    action text not null,
    subject text not null,
    constraint audit_entries_pkey primary key (organization_id, number)
  )`,
];

const TABLE_NAMES = [
  'organizations',
  'connections',
  'connection_keys',
  'launches',
  'clinician_links',
  'staff_sessions',
  'visits',
  'participants',
  'signals',
  'patient_sessions',
  'patient_handovers',
  'arrivals',
  'arrival_cards',
  'outbox',
  'call_subscriptions',
  'audit_entries',
];

/**
 * Nobody but the owner, who migrates and in whose name the functions below look, is exempt. A connection that is used
 * again yields an empty string for the setting, hence `nullif`.
 */
function walls(table: string): readonly string[] {
  const own = `organization_id = nullif(current_setting('app.organization', true), '')::uuid`;
  return [
    `alter table ${table} enable row level security`,
    `create policy ${table}_own_organization on ${table} using (${own}) with check (${own})`,
  ];
}

/**
 * How an organisation is found before anything of it may be read, and how the workers of all organisations find what is
 * due: a closed list of functions that answer with ids and times only.
 */
const FUNCTIONS = [
  definer(
    'organization_of_connection(wanted text) returns uuid',
    'select organization_id from public.connections where id = wanted',
  ),
  definer(
    'organization_of_launch(wanted text) returns uuid',
    'select organization_id from public.launches where state_digest = wanted',
  ),
  definer(
    'organization_of_visit(wanted uuid) returns uuid',
    'select organization_id from public.visits where id = wanted',
  ),
  definer(
    'organization_of_tenant(wanted text) returns uuid',
    'select organization_id from public.organizations where entra_tenant_id = wanted',
  ),
  definer(
    'organization_of_staff_session(wanted text) returns uuid',
    'select organization_id from public.staff_sessions where secret_digest = wanted',
  ),
  definer(
    'organization_of_call_subscription(wanted text) returns uuid',
    'select organization_id from public.call_subscriptions where id = wanted',
  ),
  definer(
    'organization_of_outbox_entry(wanted bigint) returns uuid',
    'select organization_id from public.outbox where id = wanted',
  ),
  // The head of a line is its oldest entry that has not been sent; a parked head holds its line.
  definer(
    'outbox_due_heads(at timestamptz, most integer) returns table (organization_id uuid, id bigint)',
    `select head.organization_id, head.id from public.outbox head
     where head.state = 'pending' and head.next_attempt_at <= at and (head.lease_until is null or head.lease_until <= at)
       and not exists (select from public.outbox earlier
                       where earlier.line = head.line and earlier.id < head.id and earlier.state <> 'sent')
     order by head.next_attempt_at limit most`,
  ),
  definer(
    'outbox_next_due() returns timestamptz',
    `select min(greatest(head.next_attempt_at, coalesce(head.lease_until, head.next_attempt_at))) from public.outbox head
     where head.state = 'pending'
       and not exists (select from public.outbox earlier
                       where earlier.line = head.line and earlier.id < head.id and earlier.state <> 'sent')`,
  ),
  definer(
    'folds_due(at timestamptz, most integer) returns table (organization_id uuid, visit_id uuid)',
    `select organization_id, id from public.visits where next_fold_at <= at order by next_fold_at limit most`,
  ),
  definer(
    'folds_next_due() returns timestamptz',
    'select min(next_fold_at) from public.visits where next_fold_at is not null',
  ),
  definer(
    'call_subscriptions_expiring(before timestamptz, most integer) returns table (organization_id uuid, visit_id uuid)',
    `select s.organization_id, s.visit_id from public.call_subscriptions s join public.visits v on v.id = s.visit_id
     where s.expires_at < before and v.ended_at is null order by s.expires_at limit most`,
  ),
  definer('organization_ids() returns setof uuid', 'select organization_id from public.organizations'),
];

function definer(signature: string, body: string): string {
  return `create function ${signature} language sql stable security definer set search_path = '' as $$ ${body} $$`;
}
