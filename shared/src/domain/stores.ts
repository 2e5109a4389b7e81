import type { ArrivalStore } from './arrivals/card-store.ts';
import type { AuditLog, AuditReader } from './audit/audit-log.ts';
import type { ApprovalStore } from './connections/approval.ts';
import type { ConfigurationStore } from './connections/configuration-store.ts';
import type { ConnectionStore } from './connections/connection-store.ts';
import type { ConnectionKeyStore } from './connections/key-state.ts';
import type { ShareStore } from './connections/share.ts';
import type { LaunchStore } from './launch/launch-store.ts';
import type { OrganizationStore } from './organizations/organization.ts';
import type { PlaceStore } from './organizations/place.ts';
import type { Outbox } from './outbox/outbox-store.ts';
import type { ConfigAdmins } from './staff/people.ts';
import type { PatientSessions, StaffSessions } from './staff/session-store.ts';
import type { ClinicianLinks } from './staff/staff.ts';
import type { StaffLanguages } from './staff/staff-language.ts';
import type { CallSubscriptionStore } from './visits/call-subscription.ts';
import type { ParticipantStore, SignalStore, VisitStore } from './visits/visit-store.ts';

/** Everything of one organisation, within one transaction. */
export interface Stores {
  readonly organizations: OrganizationStore;
  readonly connections: ConnectionStore;
  readonly configuration: ConfigurationStore;
  readonly approvals: ApprovalStore;
  readonly shares: ShareStore;
  readonly places: PlaceStore;
  readonly configAdmins: ConfigAdmins;
  readonly staffLanguages: StaffLanguages;
  readonly launches: LaunchStore;
  readonly links: ClinicianLinks;
  readonly visits: VisitStore;
  readonly participants: ParticipantStore;
  readonly signals: SignalStore;
  readonly arrivals: ArrivalStore;
  readonly outbox: Outbox;
  readonly subscriptions: CallSubscriptionStore;
  readonly patientSessions: PatientSessions;
  readonly staffSessions: StaffSessions;
  readonly keys: ConnectionKeyStore;
  readonly audit: AuditLog;
  readonly auditReader: AuditReader;
}

/**
 * Runs `work` in one transaction that sees and changes one organisation only. Nothing outside is called from within;
 * a serialisation failure or deadlock runs it again, so it must have no other effect than its rows.
 */
export type InTransaction = <T>(organizationId: string, work: (stores: Stores) => Promise<T>) => Promise<T>;
