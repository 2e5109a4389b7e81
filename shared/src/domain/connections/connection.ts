/**
 * Where both sides of a visit take the visit's key from, so that they derive the same one.
 *
 * - `epic-session-id`: the launch's `sessionId` (`%CSN%`, or `%CONFERENCEID%` in group visits). A CSN that came
 *   by URL counts only once the EHR confirms it; a conference id is taken from the token response only.
 * - `smart-appointment`, `smart-encounter`: the context of the token response.
 */
export type SessionKeySource = 'epic-session-id' | 'smart-appointment' | 'smart-encounter';

/** From when on the EHR is told that a patient is connected. */
export type ConnectedMeans = 'waiting-room' | 'meeting';

/** How the EHR is told; secrets live in the connection's credentials, not here. */
export type WritebackSettings =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'epic';
      /** Template of Epic's SetExternalConnectionStatus service; unverified, so every part is a setting. */
      readonly url: string;
      readonly method: 'GET' | 'POST' | 'PUT';
      readonly vendorName: string;
      readonly connectedStatus: string;
      readonly disconnectedStatus: string;
      readonly clinicianIdType: string;
      readonly patientIdType: string;
      readonly authentication: 'client-credentials' | 'basic';
    }
  | {
      readonly kind: 'fhir-r4';
      /** Whether a first patient arrival also moves a booked Appointment to `arrived`. */
      readonly markAppointmentArrived: boolean;
    };

/** A chat or channel, or a person's chat, that is told when nobody else can be. */
export type Fallback =
  | { readonly kind: 'person'; readonly entraObjectId: string }
  /** Of a Microsoft 365 group: the channel of its team that the app was added to. */
  | { readonly kind: 'group'; readonly entraGroupId: string }
  | { readonly kind: 'conversation'; readonly conversationId: string; readonly serviceUrl: string };

export interface Department {
  /** The EHR's id of the department, as it comes in `departmentId`. */
  readonly ehrId: string;
  readonly name: string;
  readonly fallback: Fallback | null;
}

/** What an administrator may change at once; everything trust rests on is in the connection itself. */
export interface ConnectionSettings {
  /** How long before the scheduled start a launch is let in. */
  readonly opensBeforeMs: number;
  /** How long after the scheduled end a launch is still let in. */
  readonly closesAfterMs: number;
  /** Arrivals earlier than this before the start raise no card. */
  readonly notifyBeforeMs: number;
  readonly connectedMeans: ConnectedMeans;
  /** A participant absent this long everywhere is disconnected. */
  readonly absentAfterMs: number;
  /** A visit from which everybody has been absent this long has ended. */
  readonly endsAfterEmptyMs: number;
  /** A page from which nothing was heard for this long is no longer believed to be open. */
  readonly pageSilentAfterMs: number;
  /** Who leaves and comes back after this long arrives anew (a new card). */
  readonly rearrivesAfterMs: number;
  readonly fallback: Fallback | null;
  readonly departments: readonly Department[];
  /** Shown to the patient beside error texts: whom to call. */
  readonly helpContact: string;
}

/** What the EHR's authorisation server is, as pinned when the connection was approved. */
export interface EhrAuthority {
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly jwksUri: string;
}

/** Another Microsoft tenant that may connect to the same EHR, for departments of its own. */
export interface Share {
  readonly tenantId: string;
  /** EHR ids of the departments whose appointments its connection may open; at least one. */
  readonly departments: readonly string[];
}

/**
 * What trust in a connection rests on. It is approved as a whole, by the approver it names; a change is a new revision
 * that needs approval, while the approved one goes on serving.
 */
export interface TrustedContent {
  /** Without a trailing slash. */
  readonly fhirBaseUrl: string;
  readonly clientId: string;
  readonly authority: EhrAuthority;
  readonly signingAlgorithm: 'ES384' | 'RS384';
  readonly sessionKeySource: SessionKeySource;
  /** Entra object id of who approves; `null` where the EHR knows no approver (Oracle Health). */
  readonly approver: string | null;
  /** Entra object ids of the accounts that may organise this connection's meetings; at least one. */
  readonly organizers: readonly string[];
  readonly writeback: WritebackSettings;
  /** EHR ids of the only departments whose appointments may be launched; `null` for all. */
  readonly onlyDepartments: readonly string[] | null;
  readonly shares: readonly Share[];
}

/** Where a connection came from that another organisation shares: the share must hold as long as it serves. */
export interface SharedFrom {
  readonly organizationId: string;
  readonly shareId: string;
}

export type EhrKind = 'epic' | 'oracle-health' | 'fhir-r4';
/** Fixed for the life of a connection: its keys, client id and launch URLs belong to one environment. */
export type EhrEnvironment = 'testing' | 'production';

/** One approved way from one EHR environment to one Microsoft tenant, as it serves now. */
export interface Connection extends TrustedContent {
  readonly organizationId: string;
  /** Unguessable; stands in the launch URLs. */
  readonly id: string;
  readonly name: string;
  readonly environment: EhrEnvironment;
  readonly ehr: EhrKind;
  readonly state: 'approved' | 'disabled';
  /** The approved revision that serves. */
  readonly revision: number;
  readonly sharedFrom: SharedFrom | null;
  readonly settings: ConnectionSettings;
}

/** FHIR bases are compared as exact strings, but for one trailing slash (SMART App Launch leaves it open). */
export function isSameFhirBase(left: string, right: string): boolean {
  return withoutTrailingSlash(left) === withoutTrailingSlash(right);
}

export function withoutTrailingSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url;
}
