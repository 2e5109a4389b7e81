import type { Connection } from '../../domain/connections/connection.ts';
import type { SigningConnection } from '../../domain/connections/connection-keys.ts';

/** What of a connection its part as a client of the EHR hangs on, be it approved or not. */
export type SmartClient = SigningConnection &
  Pick<Connection, 'ehr' | 'clientId' | 'authority' | 'fhirBaseUrl'>;
