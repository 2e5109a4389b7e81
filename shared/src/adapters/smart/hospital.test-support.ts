import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FaceName } from '@ehr-connector/sandbox/hospital/face.ts';
import { type Hospital, startHospital } from '@ehr-connector/sandbox/hospital/hospital.ts';
import { exportJWK, generateKeyPair } from 'jose';
import type { Connection } from '../../domain/connections/connection.ts';
import type { ConnectionKeys, SigningKey } from '../../domain/connections/connection-keys.ts';
import type { Clock, Randomness } from '../../domain/kernel/clock.ts';
import type { EhrAuthorization } from '../../domain/launch/ehr-ports.ts';
import type { LaunchContext, LaunchKind } from '../../domain/launch/launch.ts';

export const CALLBACK = 'http://127.0.0.1:9/launch/connection-1/callback';

export const systemClock: Clock = { now: () => new Date() };

export const systemRandomness: Randomness = {
  uuid: () => randomUUID(),
  secret: () => randomBytes(32).toString('base64url'),
  digest: (value) => createHash('sha256').update(value).digest('base64url'),
};

/** The sandbox hospital with two connections registered at it, and the server that publishes their keys. */
export interface TestHospital {
  readonly hospital: Hospital;
  readonly keys: ConnectionKeys;
  /** The key client assertions are signed with from now on; both are published. */
  signWith(algorithm: SigningKey['algorithm']): void;
  connection(face: FaceName, changes?: Partial<Connection>): Connection;
  /** Paths asked for at the hospital since they were last cleared. */
  calls(): readonly string[];
  close(): Promise<void>;
}

export async function startTestHospital(): Promise<TestHospital> {
  const signingKeys = await Promise.all([newSigningKey('ES384'), newSigningKey('RS384')]);
  let current = signingKeys[0];
  const jwks = { keys: signingKeys.map(publicOf) };
  const keyServer = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(jwks));
  });
  await new Promise<void>((resolve) => keyServer.listen(0, '127.0.0.1', resolve));
  const jwksUri = `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}/jwks.json`;
  const client = (face: FaceName) => ({
    clientId: `connector-${face}`,
    launchBase: 'http://127.0.0.1:9/launch/connection-1',
    redirectUri: CALLBACK,
    jwksUri,
  });
  const hospital = await startHospital({
    host: 'localhost',
    port: 0,
    clients: { epic: client('epic'), plain: client('plain') },
  });

  return {
    hospital,
    keys: {
      signingKey: async () => current,
      publicJwks: async () => jwks,
      basicCredentials: async () => ({ user: 'emp$TEAMSVISIT', password: 'sandbox-telehealth' }),
    },
    signWith: (algorithm) => {
      current = signingKeys.find((key) => key.algorithm === algorithm) ?? current;
    },
    connection: (face, changes) => connectionTo(hospital, face, changes),
    calls: () => hospital.control.requests().map(({ path }) => path),
    close: async () => {
      await hospital.close();
      keyServer.close();
      keyServer.closeAllConnections();
    },
  };
}

export async function newSigningKey(algorithm: SigningKey['algorithm']): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  return { kid: randomUUID(), algorithm, privateJwk: { ...(await exportJWK(privateKey)) } };
}

function publicOf({ kid, algorithm, privateJwk }: SigningKey): Record<string, unknown> {
  const { kty, n, e, crv, x, y } = privateJwk;
  return { kid, alg: algorithm, use: 'sig', kty, n, e, crv, x, y };
}

function connectionTo(hospital: Hospital, face: FaceName, changes: Partial<Connection> = {}): Connection {
  const { setExternalConnectionStatusUrl, fhirBaseUrl, ...authority } = hospital.faces[face];
  return {
    ...testConnection({ fhirBaseUrl, authority }),
    ehr: face === 'epic' ? 'epic' : 'fhir-r4',
    clientId: `connector-${face}`,
    sessionKeySource: face === 'epic' ? 'epic-session-id' : 'smart-appointment',
    writeback:
      setExternalConnectionStatusUrl === null
        ? { kind: 'fhir-r4', markAppointmentArrived: false }
        : {
            kind: 'epic',
            url: setExternalConnectionStatusUrl,
            method: 'GET',
            vendorName: 'Teams EHR Connector',
            connectedStatus: '1',
            disconnectedStatus: '2',
            clinicianIdType: '1',
            patientIdType: '2',
            authentication: 'client-credentials',
          },
    ...changes,
  };
}

export function testConnection(at: Pick<Connection, 'fhirBaseUrl' | 'authority'>): Connection {
  return {
    ...at,
    organizationId: 'organization-1',
    id: 'connection-1',
    name: 'Test',
    environment: 'testing',
    ehr: 'fhir-r4',
    state: 'approved',
    clientId: 'connector',
    signingAlgorithm: 'ES384',
    sessionKeySource: 'smart-appointment',
    revision: 1,
    sharedFrom: null,
    approver: null,
    organizers: ['organizer-1'],
    onlyDepartments: null,
    shares: [],
    writeback: { kind: 'none' },
    settings: {
      opensBeforeMs: 0,
      closesAfterMs: 0,
      notifyBeforeMs: 0,
      connectedMeans: 'waiting-room',
      absentAfterMs: 0,
      endsAfterEmptyMs: 0,
      pageSilentAfterMs: 0,
      rearrivesAfterMs: 0,
      fallback: null,
      departments: [],
      helpContact: '',
    },
  };
}

/** A launch as the EHR begins it and the browser carries it, up to the callback. */
export interface Arrival {
  readonly connection: Connection;
  readonly kind: LaunchKind;
  readonly callback: URL;
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
  readonly sessionId: string | null;
}

type LaunchOrder = Parameters<Hospital['control']['mintLaunch']>[0];

/** Launches, and lets a browser with a cookie jar of its own follow the hospital's redirects to the callback. */
export async function arrive(
  world: TestHospital,
  authorization: EhrAuthorization,
  connection: Connection,
  order: LaunchOrder,
): Promise<Arrival> {
  const launchUrl = new URL(world.hospital.control.mintLaunch(order).url);
  const asked = {
    connection,
    kind: order.overrides?.path ?? order.kind,
    launch: launchUrl.searchParams.get('launch') ?? '',
    state: systemRandomness.secret(),
    nonce: systemRandomness.secret(),
    codeVerifier: systemRandomness.secret(),
    redirectUri: CALLBACK,
  };
  const callback = await followToCallback(await authorization.authorizationUrl(asked));
  return { ...asked, callback, sessionId: launchUrl.searchParams.get('sessionId') };
}

export async function redeemed(
  world: TestHospital,
  authorization: EhrAuthorization,
  connection: Connection,
  order: LaunchOrder,
): Promise<{ readonly arrival: Arrival; readonly context: LaunchContext }> {
  const arrival = await arrive(world, authorization, connection, order);
  const context = await authorization.redeem({ ...arrival, signal: AbortSignal.timeout(20_000) });
  return { arrival, context };
}

/**
 * Lets a browser with a cookie jar of its own follow the hospital's redirects to the callback.
 *
 * @param signsInAs who is chosen where the hospital shows its sign-in page: `Practitioner/…`, `Patient/…`.
 */
export async function followToCallback(start: string, signsInAs: string | null = null): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = new URL(start);
  let body: URLSearchParams | null = null;
  for (let hops = 0; hops < 10; hops += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const method = body === null ? 'GET' : 'POST';
    const response = await fetch(url, { redirect: 'manual', headers: { cookie }, method, body });
    for (const header of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location !== null) {
      body = null;
      url = new URL(location, url);
      if (url.href.startsWith(CALLBACK)) return url;
    } else if (response.ok && signsInAs !== null && body === null) {
      body = new URLSearchParams({ as: signsInAs });
    } else {
      throw new Error(`The hospital answered ${response.status}: ${await response.text()}`);
    }
  }
  throw new Error('The hospital redirects for ever.');
}
