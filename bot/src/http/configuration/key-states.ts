import type { ConnectionKey } from '@ehr-connector/shared/contract/configuration.ts';
import type { ConfiguredConnection } from '@ehr-connector/shared/domain/connections/revision.ts';

/** Which keys a connection has, and what each is for at the moment; never a private one. */
export interface KeyStates {
  of(connection: ConfiguredConnection): Promise<readonly ConnectionKey[]>;
}
