import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { CardState } from '../../domain/arrivals/arrival.ts';
import type { CardRecipient, PostedCard } from '../../domain/arrivals/card-store.ts';
import type { AuditEntry } from '../../domain/audit/audit-log.ts';
import type { Connection, ConnectionSettings, SharedFrom } from '../../domain/connections/connection.ts';
import type { Rehearsal } from '../../domain/connections/probe.ts';
import type {
  RegistrationState,
  RevisionContent,
  RevisionOrigin,
  RevisionState,
} from '../../domain/connections/revision.ts';
import type { ConnectionShare } from '../../domain/connections/share.ts';
import type { LaunchKind } from '../../domain/launch/launch.ts';
import type { Place } from '../../domain/organizations/place.ts';
import type { AppRole } from '../../domain/staff/staff.ts';
import type { StaffLanguage } from '../../domain/staff/staff-language.ts';
import type { ParticipantRole } from '../../domain/visits/participant.ts';
import type { SignalKind, SignalSource } from '../../domain/visits/signal.ts';
import type { Visit } from '../../domain/visits/visit.ts';

/** Columns that hold JSON are written as text and read as what they were. */
type Json<T extends object> = JSONColumnType<T, string, string>;
type JsonOrNull<T extends object> = ColumnType<T | null, string | null, string | null>;
/** `bigint` columns: numbers far below 2^53, read as such. */
type Counted = Generated<number>;

interface Owned {
  readonly organization_id: string;
}

/** The schema as the migrations leave it; times are `Date`, sealed values `Buffer`. */
export interface Tables {
  organizations: Owned & {
    name: string;
    entra_tenant_id: string;
    data_region: string;
    own_admin_seen_at: ColumnType<Date | null, undefined, Date | null>;
  };
  connections: Owned & {
    id: string;
    name: string;
    environment: Connection['environment'];
    ehr: Connection['ehr'];
    settings: Json<ConnectionSettings>;
    live_revision: number | null;
    is_disabled: Generated<boolean>;
    settings_version: Generated<number>;
    shared_from: JsonOrNull<SharedFrom>;
    created_at: Date;
  };
  connection_revisions: Owned & {
    connection_id: string;
    number: number;
    state: RevisionState;
    content: Json<RevisionContent>;
    /** Whom `content` names. */
    approver: GeneratedAlways<string | null>;
    digest: string;
    version: Generated<number>;
    origin: Json<RevisionOrigin>;
    note: string;
    registration_state: RegistrationState;
    registration_since: Date;
    probe: JsonOrNull<object>;
    basic_credentials: Buffer | null;
    created_by: string;
    created_at: Date;
    changed_by: string;
    changed_at: Date;
    proposed_by: string | null;
    proposed_at: Date | null;
    expires_at: Date | null;
    decided_by: string | null;
    decided_at: Date | null;
    reason: string | null;
  };
  approval_sign_ins: Owned & {
    state_digest: string;
    connection_id: string;
    revision: number;
    digest: string;
    entra_object_id: string;
    browser_digest: string;
    secrets: Buffer;
    created_at: Date;
  };
  approval_proofs: Owned & {
    connection_id: string;
    revision: number;
    entra_object_id: string;
    digest: string;
    issuer: string;
    user_digest: string;
    at: Date;
  };
  connection_shares: Owned & {
    id: string;
    connection_id: string;
    tenant_id: string;
    departments: string[];
    state: ConnectionShare['state'];
    invited_at: Date;
    accepted_at: Date | null;
  };
  places: Owned & {
    conversation_id: string;
    kind: Place['kind'];
    service_url: string;
    entra_group_id: string | null;
    name: string | null;
  };
  config_admins: Owned & { entra_object_id: string; seen_at: Date };
  staff_languages: Owned & { entra_object_id: string; language: StaffLanguage };
  rehearsals: Owned & {
    number: Counted;
    connection_id: string;
    rehearsed_at: Date;
    rehearsed_by: string;
    is_green: boolean;
    results: ColumnType<Rehearsal['results'], string, never>;
  };
  connection_keys: Owned & {
    connection_id: string;
    kid: string;
    algorithm: Connection['signingAlgorithm'];
    public_jwk: Json<Record<string, unknown>>;
    private_jwk: Buffer;
    created_at: Date;
  };
  launches: Owned & {
    state_digest: string;
    connection_id: string;
    kind: LaunchKind;
    session_id: string | null;
    department_id: string | null;
    browser_digest: string;
    secrets: Buffer;
    created_at: Date;
  };
  clinician_links: Owned & {
    id: string;
    connection_id: string;
    ehr_user: string;
    entra_object_id: string;
    linked_at: Date;
    revoked_at: Date | null;
  };
  staff_sessions: Owned & {
    secret_digest: string;
    entra_object_id: string;
    roles: AppRole[];
    idle_until: Date;
    ends_at: Date;
  };
  visits: Owned & {
    id: string;
    connection_id: string;
    session_key: string;
    kind: Visit['kind'];
    scheduled_start: Date | null;
    scheduled_end: Date | null;
    department_id: string | null;
    appointment_id: string | null;
    encounter_id: string | null;
    practitioners: string[];
    segment: Generated<number>;
    segment_floors: ColumnType<Partial<Record<SignalSource, string>>, string | undefined, string>;
    created_at: Date;
    ended_at: Date | null;
    organizer: string;
    meeting_id: string | null;
    thread_id: string | null;
    join_url: Buffer | null;
    secured_at: Date | null;
    presenters: Generated<string[]>;
    bot_installed_at: Date | null;
    presences: ColumnType<readonly object[], string | undefined, string>;
    join_offered: Generated<boolean>;
    folded_number: Counted;
    next_fold_at: Date | null;
    version: Generated<number>;
  };
  participants: Owned & {
    id: string;
    visit_id: string;
    role: ParticipantRole;
    identity: string;
    entra_object_id: string | null;
    ehr_identity: Buffer | null;
    number: Counted;
  };
  signals: Owned & {
    visit_id: string;
    segment: number;
    key: string;
    participant_id: string | null;
    source: SignalSource;
    kind: SignalKind;
    endpoint: string;
    at: Date;
    until: Date;
    number: Counted;
    stored_at: Date;
  };
  patient_sessions: Owned & PatientSessionColumns & { secret_digest: string };
  patient_handovers: Owned & PatientSessionColumns & { code_digest: string; expires_at: Date };
  arrivals: Owned & {
    id: string;
    visit_id: string;
    participant_id: string;
    segment: number;
    ordinal: number;
    at: Date;
    gone_at: Date | null;
    card_state: CardState['state'];
    card_since: Date;
    card_waited_minutes: number;
  };
  arrival_cards: Owned & {
    id: string;
    arrival_id: string;
    visit_id: string;
    recipient: Json<CardRecipient>;
    posted: ColumnType<PostedCard | null, string | null, string | null>;
  };
  outbox: Owned & {
    id: Generated<string>;
    visit_id: string | null;
    line: string;
    key: string;
    effect: Json<object>;
    state: Generated<'pending' | 'sent' | 'parked'>;
    attempts: Generated<number>;
    first_tried_at: Date | null;
    next_attempt_at: Date;
    lease_until: Date | null;
    last_answer: string | null;
    added_at: Date;
    sent_at: Date | null;
  };
  call_subscriptions: Owned & { id: string; visit_id: string; client_state_digest: string; expires_at: Date };
  notification_certificates: { id: string; certificate: string; private_key: Buffer; created_at: Date };
  audit_entries: Owned & {
    number: number;
    at: Date;
    actor: string;
    action: AuditEntry['action'];
    subject: string;
    details: JSONColumnType<Readonly<Record<string, string>>, string, never>;
    previous_hash: string | null;
    hash: string;
  };
  audit_heads: Owned & { number: number; hash: string | null };
  audit_checkpoints: Owned & { number: number; hash: string; at: Date; jws: string };
}

interface PatientSessionColumns {
  readonly visit_id: string;
  readonly participant_id: string;
  readonly idle_until: Date;
  readonly ends_at: Date;
}
