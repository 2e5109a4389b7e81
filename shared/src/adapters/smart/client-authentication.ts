import { importJWK } from 'jose';
import * as oauth from 'openid-client';
import type { ConnectionKeys } from '../../domain/connections/connection-keys.ts';
import type { Clock, Randomness } from '../../domain/kernel/clock.ts';
import type { BoundedFetch } from '../http/bounded-fetch.ts';
import { epicHeaders } from '../http/fhir-request.ts';
import { CLOCK_SKEW_SECONDS } from './id-token.ts';
import type { SmartClient } from './smart-client.ts';

/** SMART allows five minutes; three leave two for a clock of ours that is ahead. */
const ASSERTION_LASTS_SECONDS = 180;

export interface SmartClientDeps {
  readonly keys: ConnectionKeys;
  readonly randomness: Randomness;
  readonly clock: Clock;
  readonly send: BoundedFetch;
}

/**
 * A connection as a client that can ask for tokens: endpoints as pinned, never discovered, private_key_jwt.
 *
 * @param signal ends the requests made with it.
 * @see {@link https://hl7.org/fhir/smart-app-launch/client-confidential-asymmetric.html}
 */
export async function tokenClient(
  deps: SmartClientDeps,
  connection: SmartClient,
  idTokenAlgorithms: readonly string[],
  signal?: AbortSignal,
): Promise<oauth.Configuration> {
  const { clock } = deps;
  const metadata = {
    // The library reads the wall clock; this is how far the service's clock is from it.
    [oauth.clockSkew]: Math.round((clock.now().getTime() - Date.now()) / 1000),
    [oauth.clockTolerance]: CLOCK_SKEW_SECONDS,
  };
  const authentication = await privateKeyJwt(deps, connection);
  const client = new oauth.Configuration(
    serverOf(connection, idTokenAlgorithms),
    connection.clientId,
    metadata,
    authentication,
  );
  client[oauth.customFetch] = (url, { method, headers, body }) =>
    deps.send(url, {
      method,
      headers: { ...headers, ...epicHeaders(connection) },
      body: body instanceof URLSearchParams || typeof body === 'string' ? body : null,
      ...(signal && { signal }),
    });
  oauth.allowInsecureRequests(client); // `send` decides what may be called
  return client;
}

/** A connection as a client that only sends browsers away: it holds no key and can ask for nothing. */
export function browserClient(connection: Pick<SmartClient, 'authority' | 'clientId'>): oauth.Configuration {
  const client = new oauth.Configuration(
    serverOf(connection, []),
    connection.clientId,
    undefined,
    oauth.None(),
  );
  oauth.allowInsecureRequests(client); // the caller has judged the address
  return client;
}

function serverOf(
  connection: Pick<SmartClient, 'authority'>,
  idTokenAlgorithms: readonly string[],
): oauth.ServerMetadata {
  const { issuer, authorizationEndpoint, tokenEndpoint, jwksUri } = connection.authority;
  return {
    issuer,
    authorization_endpoint: authorizationEndpoint,
    token_endpoint: tokenEndpoint,
    jwks_uri: jwksUri,
    id_token_signing_alg_values_supported: [...idTokenAlgorithms],
  };
}

async function privateKeyJwt(deps: SmartClientDeps, connection: SmartClient): Promise<oauth.ClientAuth> {
  const { kid, algorithm, privateJwk } = await deps.keys.signingKey(connection);
  const key = await importJWK(privateJwk, algorithm);
  if (key instanceof Uint8Array) throw new Error('A signing key of a connection must be asymmetric.');

  const sign = oauth.PrivateKeyJwt(
    { key, kid },
    {
      [oauth.modifyAssertion]: (header, claims) => {
        header.typ = 'JWT';
        claims.aud = connection.authority.tokenEndpoint;
        claims.jti = deps.randomness.uuid();
        claims.exp = Math.floor(deps.clock.now().getTime() / 1000) + ASSERTION_LASTS_SECONDS;
        // Neither is required, and Epic refuses both when our clock is a second ahead of its own.
        delete claims.iat;
        delete claims.nbf;
      },
    },
  );
  return async (server, client, body, headers) => {
    await sign(server, client, body, headers);
    body.delete('client_id'); // for public clients only: SMART App Launch 2.2, "exchange code for access token"
  };
}
