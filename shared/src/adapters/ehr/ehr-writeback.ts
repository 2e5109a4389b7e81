import type { ConnectionKeys } from '../../domain/connections/connection-keys.ts';
import type { Clock } from '../../domain/kernel/clock.ts';
import type { EhrWriteback } from '../../domain/writeback/ehr-writeback.ts';
import type { BackendTokens } from '../http/backend-tokens.ts';
import { boundedFetch } from '../http/bounded-fetch.ts';
import { epicWriteback } from './epic/epic-writeback.ts';
import { fhirR4Writeback } from './fhir-r4/fhir-r4-writeback.ts';
import { noWriteback } from './no-writeback.ts';

export interface EhrWritebackDeps {
  readonly keys: ConnectionKeys;
  readonly tokens: BackendTokens;
  readonly clock: Clock;
  readonly allowInsecureLoopback: boolean;
  readonly fetch?: typeof fetch;
  readonly timeoutMs?: number;
}

/** Tells each EHR in the way its connection says. */
export function ehrWriteback(deps: EhrWritebackDeps): EhrWriteback {
  const send = boundedFetch(deps);
  const byKind = {
    epic: epicWriteback({ ...deps, send }),
    'fhir-r4': fhirR4Writeback({ ...deps, send }),
    none: noWriteback(),
  };
  return { tell: (request) => byKind[request.connection.writeback.kind].tell(request) };
}
