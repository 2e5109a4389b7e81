import * as oauth from 'openid-client';
import type { Connection } from '../../domain/connections/connection.ts';
import type { ConnectionKeys } from '../../domain/connections/connection-keys.ts';
import { addMs, type Clock, MINUTE_MS, type Randomness, SECOND_MS } from '../../domain/kernel/clock.ts';
import { refused, retryLater } from '../../domain/kernel/delivery.ts';
import type { BackendToken, BackendTokens } from '../http/backend-tokens.ts';
import { boundedFetch } from '../http/bounded-fetch.ts';
import { deliveryOfFault, deliveryOfResponse } from '../http/delivery-of-answer.ts';
import { tokenClient } from './client-authentication.ts';
import { tokenFailure } from './token-failure.ts';

export interface SmartBackendTokensDeps {
  readonly keys: ConnectionKeys;
  readonly randomness: Randomness;
  readonly clock: Clock;
  readonly allowInsecureLoopback: boolean;
  readonly fetch?: typeof fetch;
  readonly timeoutMs?: number;
}

/** A token is replaced this long before its end, so that it does not expire on its way. */
const RENEW_BEFORE_MS = MINUTE_MS;
/** SMART recommends servers to say how long a token lives; one that does not is believed this long. */
const UNSTATED_LIFE_MS = MINUTE_MS;
const MAX_TOKENS = 500;

/**
 * Access tokens of SMART Backend Services: kept, and fetched once however many ask.
 *
 * @see {@link https://hl7.org/fhir/smart-app-launch/backend-services.html}
 */
export function smartBackendTokens(deps: SmartBackendTokensDeps): BackendTokens {
  const { clock } = deps;
  const send = boundedFetch(deps);
  const ready = new Map<string, { readonly accessToken: string; readonly usableUntil: Date }>();
  const underWay = new Map<string, Promise<BackendToken>>();

  const keep = (key: string, accessToken: string, lifeMs: number): void => {
    const usableMs = lifeMs - Math.min(RENEW_BEFORE_MS, lifeMs / 2);
    ready.delete(key);
    ready.set(key, { accessToken, usableUntil: addMs(clock.now(), usableMs) });
    const [oldest] = ready.keys();
    if (ready.size > MAX_TOKENS && oldest !== undefined) ready.delete(oldest);
  };

  const fetchToken = async (key: string, connection: Connection, scope: string): Promise<BackendToken> => {
    try {
      const client = await tokenClient({ ...deps, send }, connection, []);
      const response = await oauth.clientCredentialsGrant(client, { scope });
      const lifeMs = response.expires_in === undefined ? UNSTATED_LIFE_MS : response.expires_in * SECOND_MS;
      keep(key, response.access_token, lifeMs);
      return { outcome: 'granted', accessToken: response.access_token };
    } catch (error) {
      return withoutToken(error, clock.now());
    } finally {
      underWay.delete(key);
    }
  };

  return {
    get: async (connection, scope, signal) => {
      const key = keyOf(connection, scope);
      const found = ready.get(key);
      if (found && found.usableUntil > clock.now())
        return { outcome: 'granted', accessToken: found.accessToken };
      const fetching = underWay.get(key) ?? fetchToken(key, connection, scope);
      underWay.set(key, fetching);
      // The fetch has a time limit of its own; who no longer waits does not end it for the others.
      return unlessAborted(fetching, signal);
    },
    drop: (connection, scope, accessToken) => {
      const key = keyOf(connection, scope);
      if (ready.get(key)?.accessToken === accessToken) ready.delete(key);
    },
  };
}

/** All that a token depends on, so that a changed connection starts anew. */
function keyOf({ id, clientId, authority }: Connection, scope: string): string {
  return JSON.stringify([id, clientId, authority.tokenEndpoint, scope]);
}

function withoutToken(error: unknown, now: Date): BackendToken {
  const failure = tokenFailure(error);
  switch (failure?.kind) {
    case undefined:
      throw error;
    case 'fault':
      return deliveryOfFault(failure.fault);
    case 'unusable':
      return refused('token unusable');
    case 'answer': {
      // Our key may be newer than the EHR's copy of our JWKS, which Epic keeps for up to 29 hours.
      const isClientUnknown = failure.response.status === 401 || failure.code === 'invalid_client';
      const answer = failure.code ?? `http ${failure.response.status}`;
      if (isClientUnknown) return retryLater(`token ${answer}`);
      const delivery = deliveryOfResponse(failure.response, now);
      if (delivery.outcome === 'retry') return retryLater(`token ${answer}`, delivery.notBeforeMs);
      return refused(`token ${answer}`);
    }
  }
}

async function unlessAborted(token: Promise<BackendToken>, signal: AbortSignal): Promise<BackendToken> {
  const { promise: aborted, resolve } = Promise.withResolvers<BackendToken>();
  const giveUp = (): void => resolve(retryLater('aborted'));
  if (signal.aborted) giveUp();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([aborted, token]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
