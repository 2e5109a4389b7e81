import { decodeJwt, decodeProtectedHeader } from 'jose';
import * as oauth from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchOrder } from '../control/launches.ts';
import { type HospitalUnderTest, startHospitalUnderTest } from '../testing/connector.ts';
import { launch, launchToCallback, redeem } from '../testing/smart-launch.ts';
import type { IdTokenTampering } from './tampering.ts';

const ORDER: LaunchOrder = { face: 'epic', kind: 'provider', as: 'okafor', visit: 'carter' };

let world: HospitalUnderTest;
beforeAll(async () => {
  world = await startHospitalUnderTest();
});
afterEach(() => world.hospital.control.clearTampering());
afterAll(() => world.close());

/** The raw token response, unchecked. */
async function rawTokens(): Promise<Record<string, unknown>> {
  const { url, checks } = await launchToCallback(world, ORDER);
  const now = Math.floor(Date.now() / 1000);
  const response = await fetch(world.hospital.faces.epic.tokenEndpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: url.searchParams.get('code') ?? '',
      redirect_uri: world.clients.epic.redirectUri,
      code_verifier: checks.pkceCodeVerifier,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await world.assertion('epic', {
        aud: world.hospital.faces.epic.tokenEndpoint,
        jti: checks.expectedState,
        exp: now + 60,
      }),
    }),
  });
  return (await response.json()) as Record<string, unknown>;
}

describe('a tampered id_token', () => {
  it.each<IdTokenTampering>([
    'other-key',
    'alg-none',
    'wrong-aud',
    'wrong-nonce',
    'no-nonce',
    'expired',
    'wrong-iss',
    'missing',
  ])('that is %s is refused by a careful client, and an honest one is not', async (idToken) => {
    world.hospital.control.tamper('epic', { idToken });
    await expect(launch(world, ORDER)).rejects.toThrow();
    world.hospital.control.clearTampering();
    await expect(launch(world, ORDER)).resolves.toBeDefined();
  });

  it('may lack fhirUser, or name one of another server or another kind, and is signed well', async () => {
    world.hospital.control.tamper('epic', { idToken: 'no-fhir-user' });
    expect((await launch(world, ORDER)).claims()).not.toHaveProperty('fhirUser');
    world.hospital.control.tamper('epic', { idToken: 'foreign-fhir-user' });
    expect((await launch(world, ORDER)).claims()?.fhirUser).toMatch(/^https:\/\/ehr\.elsewhere\.example\//);
    world.hospital.control.tamper('epic', { fhirUser: 'Patient/abc' });
    expect((await launch(world, ORDER)).claims()?.fhirUser).toBe(
      `${world.hospital.faces.epic.fhirBaseUrl}/Patient/abc`,
    );
  });

  it('carries the kid of the honest key when another one signed it', async () => {
    const honest = decodeProtectedHeader(String((await rawTokens()).id_token)).kid;
    world.hospital.control.tamper('epic', { idToken: 'other-key' });
    const forged = String((await rawTokens()).id_token);
    expect(decodeProtectedHeader(forged).kid).toBe(honest);
    expect(decodeJwt(forged).aud).toBe(world.clients.epic.clientId);
  });
});

describe('other tampering', () => {
  it('removes and sets members of the token response', async () => {
    world.hospital.control.tamper('epic', {
      tokenResponse: { remove: ['appointment'], set: { patient: 'somebody-else' } },
    });
    const tokens = await rawTokens();
    expect(tokens).not.toHaveProperty('appointment');
    expect(tokens.patient).toBe('somebody-else');
  });

  it('changes iss on the callback', async () => {
    world.hospital.control.tamper('epic', { callbackIss: 'wrong' });
    const callback = await launchToCallback(world, ORDER);
    await expect(redeem(callback)).rejects.toBeInstanceOf(oauth.ClientError);
  });

  it('changes smart-configuration', async () => {
    world.hospital.control.tamper('epic', {
      smartConfiguration: { set: { token_endpoint: 'https://elsewhere.example/token' } },
    });
    const response = await fetch(`${world.hospital.faces.epic.fhirBaseUrl}/.well-known/smart-configuration`);
    expect(((await response.json()) as Record<string, unknown>).token_endpoint).toBe(
      'https://elsewhere.example/token',
    );
  });
});
