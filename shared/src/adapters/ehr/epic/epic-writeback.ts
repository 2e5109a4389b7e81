import type { Connection } from '../../../domain/connections/connection.ts';
import type { ConnectionKeys } from '../../../domain/connections/connection-keys.ts';
import type { Clock } from '../../../domain/kernel/clock.ts';
import { refused } from '../../../domain/kernel/delivery.ts';
import type { EhrWriteback } from '../../../domain/writeback/ehr-writeback.ts';
import type { BackendTokens } from '../../http/backend-tokens.ts';
import type { BoundedFetch } from '../../http/bounded-fetch.ts';
import { deliveryOfResponse } from '../../http/delivery-of-answer.ts';
import { epicHeaders } from '../../http/fhir-request.ts';
import { delivered, type TokenRequest, Undeliverable, withBackendToken } from '../writeback-request.ts';
import { connectionStatusUrl, type EpicWriteback } from './connection-status.ts';

/** Epic decides by the client record what a backend client may call; it wants some scope all the same. */
const SCOPE = 'system/Appointment.r';

/** Tells Epic by its telehealth web service; each call sets a state, so repeating one is harmless. */
export function epicWriteback(deps: {
  readonly keys: ConnectionKeys;
  readonly tokens: BackendTokens;
  readonly clock: Clock;
  readonly send: BoundedFetch;
}): EhrWriteback {
  const authenticated = (
    connection: Connection,
    writeback: EpicWriteback,
    signal: AbortSignal,
  ): AuthenticatedRequest => {
    if (writeback.authentication === 'basic') {
      return async (send) => send(`Basic ${await basicCredentials(deps.keys, connection)}`);
    }
    const withToken: TokenRequest = withBackendToken({
      tokens: deps.tokens,
      connection,
      scope: SCOPE,
      signal,
    });
    return (send) => withToken((accessToken) => send(`Bearer ${accessToken}`));
  };

  return {
    tell: ({ connection, fact, context, signal }) =>
      delivered(async () => {
        const { writeback } = connection;
        if (writeback.kind !== 'epic')
          throw new Error('This connection is not written back to by Epic’s service.');
        const request = authenticated(connection, writeback, signal);
        const response = await request((authorization) =>
          deps.send(connectionStatusUrl(writeback, fact, context), {
            method: writeback.method,
            headers: { accept: 'application/json', authorization, ...epicHeaders(connection) },
            signal,
          }),
        );
        return deliveryOfResponse(response, deps.clock.now());
      }),
  };
}

type AuthenticatedRequest = (send: (authorization: string) => Promise<Response>) => Promise<Response>;

async function basicCredentials(keys: ConnectionKeys, connection: Connection): Promise<string> {
  const credentials = await keys.basicCredentials(connection);
  if (!credentials) throw new Undeliverable(refused('no-credentials'));
  return Buffer.from(`${credentials.user}:${credentials.password}`, 'utf8').toString('base64');
}
