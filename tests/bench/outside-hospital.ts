import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Hospital, startHospital } from '@ehr-connector/sandbox/hospital/hospital.ts';
import { type BenchVisit, launchUrl } from './chart.ts';
import { expecting, type HttpClient } from './http-client.ts';

/** A hospital whose registered client does nothing but what the protocol cannot do without. */
export interface OutsideHospital {
  readonly hospital: Hospital;
  /** A launch as the EHR alone makes it: authorisation, token, one read of the chart. */
  launch(client: HttpClient, kind: 'patient' | 'provider', visit: BenchVisit): Promise<void>;
  close(): Promise<void>;
}

const CLIENT_ID = 'bench-client';

export async function startOutsideHospital(): Promise<OutsideHospital> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'bench', alg: 'ES384', use: 'sig' };
  const keys = createServer((_request, response) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] })),
  );
  await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(keys.address() as AddressInfo).port}`;
  const redirectUri = `${origin}/callback`;
  const hospital = await startHospital({
    host: 'localhost',
    port: 0,
    clients: { epic: { clientId: CLIENT_ID, launchBase: origin, redirectUri, jwksUri: `${origin}/jwks` } },
  });
  const { fhirBaseUrl, authorizationEndpoint, tokenEndpoint } = hospital.faces.epic;

  /** RFC 7523, as SMART wants it. */
  function assertion(): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const header = { alg: 'ES384', kid: 'bench', typ: 'JWT' };
    const claims = {
      iss: CLIENT_ID,
      sub: CLIENT_ID,
      aud: tokenEndpoint,
      jti: randomBytes(16).toString('base64url'),
      exp: Math.floor(Date.now() / 1_000) + 180,
    };
    const signed = `${part(header)}.${part(claims)}`;
    const signature = sign('sha384', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });
    return `${signed}.${signature.toString('base64url')}`;
  }

  async function tokenFor(client: HttpClient, kind: string, launch: string): Promise<string> {
    const verifier = randomBytes(32).toString('base64url');
    const level = kind === 'provider' ? 'user' : 'patient';
    const authorization = new URL(authorizationEndpoint);
    authorization.search = new URLSearchParams({
      response_type: 'code',
      client_id: CLIENT_ID,
      redirect_uri: redirectUri,
      scope: `launch openid fhirUser profile ${level}/Appointment.rs ${level}/Encounter.rs`,
      launch,
      state: randomBytes(16).toString('base64url'),
      nonce: randomBytes(16).toString('base64url'),
      aud: fhirBaseUrl,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString();
    const { location } = await expecting(303, authorization.href, client.send(authorization.href));
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      code: new URL(location).searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
      code_verifier: verifier,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion(),
    }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = client.send(tokenEndpoint, { method: 'POST', headers, body });
    const { text } = await expecting(200, tokenEndpoint, answer);
    return (JSON.parse(text) as { access_token: string }).access_token;
  }

  return {
    hospital,
    async launch(client, kind, visit) {
      const launch = new URL(launchUrl(hospital, kind, visit)).searchParams.get('launch') ?? '';
      const token = await tokenFor(client, kind, launch);
      const appointment = `${fhirBaseUrl}/Appointment/${visit.appointmentId}`;
      const headers = { authorization: `Bearer ${token}`, accept: 'application/fhir+json' };
      await expecting(200, appointment, client.send(appointment, { headers }));
    },
    async close() {
      await hospital.close();
      keys.closeAllConnections();
      keys.close();
    },
  };
}
