import type { Connection } from './connection.ts';

export type RecordKind = 'patient' | 'provider' | 'device-test';
/** Of a visit with one patient, or of a group's. */
export type VisitForm = 'single' | 'group';

/** What is pasted into one record of the EHR, exactly so. */
export interface IntegrationRecord {
  readonly kind: RecordKind;
  readonly meetingUrl: string;
  readonly clientId: string;
  /** `null` where the EHR tells the visit by the launch itself. */
  readonly contextTokens: Readonly<Record<VisitForm, string | null>>;
}

/** What has to be registered in the EHR before it gives out a client id. */
export interface RegistrationAddresses {
  readonly launchUrls: readonly string[];
  readonly redirectUri: string;
  readonly keySetUrl: string;
}

type Recorded = Pick<Connection, 'id' | 'ehr' | 'clientId' | 'sessionKeySource'>;

export const RECORD_KINDS = ['patient', 'provider', 'device-test'] as const satisfies readonly RecordKind[];

/** Epic puts the visit's number for the first, and the number of the group's conference for the second. */
export const SESSION_MACROS = { single: '%CSN%', group: '%CONFERENCEID%' } as const;

/** The department that performs the visit; blanks and semicolons are Epic's format of it, and belong to it. */
const DEPARTMENT_TOKEN = 'departmentId=%PERFDEPID;;; ; ;;NONE;%';

/** @param publicUrl the service's address, without a slash at the end. */
export function integrationRecords(connection: Recorded, publicUrl: string): readonly IntegrationRecord[] {
  const { id, clientId } = connection;
  return RECORD_KINDS.map((kind) => ({
    kind,
    meetingUrl: `${publicUrl}/launch/${id}/${kind}`,
    clientId,
    contextTokens: {
      single: contextToken(connection, kind, 'single'),
      group: contextToken(connection, kind, 'group'),
    },
  }));
}

/** The device test has no token of its own: Epic takes the one of the patient record. */
function contextToken(connection: Recorded, kind: RecordKind, form: VisitForm): string | null {
  if (connection.ehr !== 'epic') return null;
  const tokens = [
    ...(connection.sessionKeySource === 'epic-session-id' ? [`sessionId=${SESSION_MACROS[form]}`] : []),
    ...(kind === 'provider' ? [DEPARTMENT_TOKEN] : []),
  ];
  return tokens.length === 0 ? null : tokens.join('&');
}

/** @param publicUrl the service's address, without a slash at the end. */
export function registrationAddresses(connectionId: string, publicUrl: string): RegistrationAddresses {
  return {
    launchUrls: RECORD_KINDS.map((kind) => `${publicUrl}/launch/${connectionId}/${kind}`),
    redirectUri: `${publicUrl}/launch/${connectionId}/callback`,
    keySetUrl: `${publicUrl}/connections/${connectionId}/jwks.json`,
  };
}
