import { DAY_MS } from '../kernel/clock.ts';
import type {
  ConnectionSettings,
  EhrAuthority,
  EhrEnvironment,
  EhrKind,
  SharedFrom,
  TrustedContent,
} from './connection.ts';
import type { ProbeReport } from './probe.ts';

/** {@link TrustedContent} while it is written: texts may still be empty, and the EHR not yet probed. */
export interface RevisionContent extends Omit<TrustedContent, 'authority'> {
  /** Found by the service itself when it probed `fhirBaseUrl`; `null` until then, and again when the URL changes. */
  readonly authority: EhrAuthority | null;
}

/**
 * - `draft`: being written; the only state in which content changes.
 * - `proposed`: frozen, and waiting for its approver until it expires.
 * - `approved`: serves, or has served.
 * - `rejected`, `withdrawn`, `expired`: came to nothing; the next draft may begin from it.
 */
export type RevisionState = 'draft' | 'proposed' | 'approved' | 'rejected' | 'withdrawn' | 'expired';

/** What a revision began from. */
export type RevisionOrigin =
  | { readonly kind: 'new' }
  | { readonly kind: 'edit'; readonly of: number }
  | { readonly kind: 'rollback'; readonly of: number }
  | { readonly kind: 'promotion'; readonly connectionId: string; readonly of: number }
  | { readonly kind: 'share' };

/** Where one stands with the client record in the EHR: Epic needs up to 12 hours to activate one. */
export type RegistrationState = 'to-register' | 'waiting' | 'active';

/** An approval that was not given for this long has to be asked for again. */
export const APPROVAL_LASTS_MS = 14 * DAY_MS;

export interface Revision {
  readonly connectionId: string;
  /** Counted from 1 within the connection. */
  readonly number: number;
  readonly state: RevisionState;
  readonly content: RevisionContent;
  /** Of the content, as shown to who approves it: an approval names it. */
  readonly digest: string;
  /** Counts the changes of the row, for telling whether somebody else changed it meanwhile. */
  readonly version: number;
  readonly origin: RevisionOrigin;
  /** Why, in the words of who proposes. */
  readonly note: string;
  readonly registration: { readonly state: RegistrationState; readonly since: Date };
  /** What the last probe of `content.fhirBaseUrl` found; of a draft, other parts may have changed since. */
  readonly probe: ProbeReport | null;
  readonly hasBasicCredentials: boolean;
  /** The first revision that holds these very credentials; `null` without any. Only a draft's can be replaced. */
  readonly credentialsSetIn: number | null;
  /** `entra:<object id>` or `service`, here and below. */
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly changedBy: string;
  readonly changedAt: Date;
  readonly proposedBy: string | null;
  readonly proposedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  /** Why it was rejected. */
  readonly reason: string | null;
}

/** A connection as administrators see it, whether it serves or not. */
export interface ConfiguredConnection {
  readonly organizationId: string;
  readonly id: string;
  readonly name: string;
  readonly environment: EhrEnvironment;
  readonly ehr: EhrKind;
  readonly state: 'unapproved' | 'approved' | 'disabled';
  readonly liveRevision: number | null;
  readonly sharedFrom: SharedFrom | null;
  readonly settings: ConnectionSettings;
  /** Counts the changes of name and settings. */
  readonly settingsVersion: number;
}
