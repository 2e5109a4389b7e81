import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EhrSignIn } from '../../domain/connections/approver-sign-in.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import { smartApprovalSignIn } from './approval-sign-in.ts';
import {
  CALLBACK,
  followToCallback,
  startTestHospital,
  systemClock,
  systemRandomness,
  type TestHospital,
} from './hospital.test-support.ts';

let world: TestHospital;
let signIn: EhrSignIn;
beforeAll(async () => {
  world = await startTestHospital();
  signIn = smartApprovalSignIn({
    keys: world.keys,
    randomness: systemRandomness,
    clock: systemClock,
    allowInsecureLoopback: true,
  });
});
afterAll(() => world.close());
beforeEach(() => world.hospital.control.reset());

const FACES = ['epic', 'plain'] as const;

/** A reference to somebody of the face. */
function somebody(face: (typeof FACES)[number], role: 'Practitioner' | 'Patient'): string {
  const { clinicians, patients } = world.hospital.control.people(face);
  const [person] = role === 'Practitioner' ? clinicians : patients.filter(({ key }) => key !== 'leo');
  return `${role}/${person?.id}`;
}

const requestFor = (subject: Connection) => ({
  subject,
  state: systemRandomness.secret(),
  nonce: systemRandomness.secret(),
  codeVerifier: systemRandomness.secret(),
  redirectUri: CALLBACK,
});

type Begun = ReturnType<typeof requestFor> & { readonly callback: URL };

async function begun(subject: Connection, as: string): Promise<Begun> {
  const request = requestFor(subject);
  return { ...request, callback: await followToCallback(await signIn.authorizationUrl(request), as) };
}

const redeem = (request: Begun) => signIn.redeem({ ...request, signal: AbortSignal.timeout(20_000) });

const refused = { code: 'approval-refused-identity' };

describe('the request', () => {
  it('asks who somebody is, and for no data and no context', async () => {
    const connection = world.connection('epic');
    world.hospital.control.clearRequests();
    const request = requestFor(connection);
    const url = new URL(await signIn.authorizationUrl(request));
    expect(url.origin + url.pathname).toBe(connection.authority.authorizationEndpoint);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: connection.clientId,
      redirect_uri: CALLBACK,
      scope: 'openid fhirUser',
      state: request.state,
      nonce: request.nonce,
      aud: connection.fhirBaseUrl,
      code_challenge: expect.any(String),
      code_challenge_method: 'S256',
    });
    expect(world.calls()).toEqual([]);
  });

  it('is not made for an EHR on plain http elsewhere than on this machine', async () => {
    const { authority } = world.connection('epic');
    const elsewhere = { ...authority, authorizationEndpoint: 'http://ehr.example/authorize' };
    const subject = world.connection('epic', { authority: elsewhere });
    await expect(signIn.authorizationUrl(requestFor(subject))).rejects.toMatchObject({
      code: 'ehr-untrusted',
    });
  });
});

describe('a sign-in', () => {
  it.each(FACES)('of a clinician proves the %s face, and reads nothing', async (face) => {
    const connection = world.connection(face);
    const as = somebody(face, 'Practitioner');
    const request = await begun(connection, as);
    world.hospital.control.clearRequests();
    await expect(redeem(request)).resolves.toEqual({ issuer: connection.authority.issuer, fhirUser: as });
    expect(world.calls()).toEqual([
      `/${face}/${face === 'epic' ? 'oauth2' : 'auth'}/token`,
      expect.stringMatching(/jwks$/),
    ]);
  });

  it('of a clinician known by a role is taken by the role', async () => {
    const request = await begun(world.connection('plain'), somebody('plain', 'Practitioner'));
    world.hospital.control.tamper('plain', { fhirUser: 'PractitionerRole/r1' });
    world.hospital.control.clearRequests();
    await expect(redeem(request)).resolves.toMatchObject({ fhirUser: 'PractitionerRole/r1' });
    expect(world.calls().filter((path) => path.includes('PractitionerRole'))).toEqual([]);
  });

  it.each(FACES)('of a patient of the %s face is refused', async (face) => {
    const request = await begun(world.connection(face), somebody(face, 'Patient'));
    await expect(redeem(request)).rejects.toMatchObject(refused);
  });

  it.each(FACES)('of somebody who acts for a patient at the %s face is refused', async (face) => {
    const [proxy] = world.hospital.control.people(face).proxies;
    const request = await begun(
      world.connection(face),
      `RelatedPerson/${proxy?.actsFor[0]?.relatedPersonId}`,
    );
    await expect(redeem(request)).rejects.toMatchObject(refused);
  });

  it.each(['RelatedPerson/1', 'Person/1', 'Device/1', 'https://elsewhere.example/fhir/Practitioner/1'])(
    'of %s is refused',
    async (fhirUser) => {
      const request = await begun(world.connection('epic'), somebody('epic', 'Practitioner'));
      world.hospital.control.tamper('epic', { fhirUser });
      await expect(redeem(request)).rejects.toMatchObject(refused);
    },
  );

  it.each([
    'other-key',
    'alg-none',
    'wrong-aud',
    'wrong-nonce',
    'no-nonce',
    'expired',
    'wrong-iss',
    'no-fhir-user',
    'foreign-fhir-user',
    'missing',
  ] as const)('with a token that is forged (%s) is refused, and told without the token', async (idToken) => {
    const request = await begun(world.connection('epic'), somebody('epic', 'Practitioner'));
    world.hospital.control.tamper('epic', { idToken });
    const error = await redeem(request).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject(refused);
    expect(inspect(error, { depth: 20, showHidden: true })).not.toMatch(/eyJ|access_token/);
  });

  it('that comes twice is refused', async () => {
    const request = await begun(world.connection('epic'), somebody('epic', 'Practitioner'));
    await redeem(request);
    await expect(redeem(request)).rejects.toMatchObject({ code: 'approval-refused-by-ehr' });
  });

  it.each<[string, (url: URL) => void, string]>([
    ['another state', (url) => url.searchParams.set('state', 'x'), 'ehr-untrusted'],
    ['another issuer', (url) => url.searchParams.set('iss', 'https://evil.example'), 'ehr-untrusted'],
    ['no code', (url) => url.searchParams.delete('code'), 'approval-refused-by-ehr'],
    ['an error', (url) => url.searchParams.set('error', 'access_denied'), 'approval-refused-by-ehr'],
  ])('whose callback carries %s calls nothing', async (_what, change, code) => {
    const request = await begun(world.connection('epic'), somebody('epic', 'Practitioner'));
    change(request.callback);
    world.hospital.control.clearRequests();
    await expect(redeem(request)).rejects.toMatchObject({ code });
    expect(world.calls()).toEqual([]);
  });

  it('is not known while the EHR is down', async () => {
    const request = await begun(world.connection('epic'), somebody('epic', 'Practitioner'));
    world.hospital.control.setFault({ face: 'epic', area: 'token', kind: 'down' });
    await expect(redeem(request)).rejects.toMatchObject({ code: 'ehr-unavailable' });
  });
});
