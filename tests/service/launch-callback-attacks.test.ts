import type { LaunchOrder, LaunchOverrides } from '@ehr-connector/sandbox/hospital/control/launches.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, createBrowser } from './browser.ts';
import { callbackOf } from './people.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let before: Readonly<Record<string, number>>;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world.close());
beforeEach(async () => {
  world.hospital.control.clearTampering();
  before = await world.footprint();
});

const carter: LaunchOrder = { face: 'epic', kind: 'patient', as: 'carter', visit: 'carter' };
const almeida: LaunchOrder = { face: 'plain', kind: 'patient', as: 'almeida', visit: 'almeida' };
const okafor: LaunchOrder = { face: 'epic', kind: 'provider', as: 'okafor', visit: 'carter' };

async function expectRefused(answer: Answer, status: number, code: string): Promise<void> {
  await world.expectRefusalPage(answer, status, code);
  expect(await world.footprint()).toEqual(before);
}

describe('a callback', () => {
  it('is taken once', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(world, browser, { ...carter, kind: 'device-test' });
    const cookies = browser.cookies(callback);
    expect((await browser.open(callback)).location?.pathname).toBe('/visit/device-test');
    world.forgetOutsideCalls();
    const replay = await createBrowser().open(callback, { headers: { cookie: cookies } });
    await expectRefused(replay, 403, 'launch-expired');
    expect(world.outsideCalls()).toEqual([]);
  });

  it('is taken once, however many come at the same moment', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(world, browser, { ...carter, kind: 'device-test' });
    const answers = await Promise.all(Array.from({ length: 10 }, () => browser.open(callback)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(9).fill(403)]);
  });

  it('in another browser is refused, and the launch is then spent', async () => {
    const victim = createBrowser();
    const callback = await callbackOf(world, victim, carter);
    await expectRefused(await createBrowser().open(callback), 403, 'launch-expired');
    await expectRefused(await victim.open(callback), 403, 'launch-expired');
    expect(world.outsideCalls()).toEqual([]);
  });

  it('with the cookie of another launch is refused', async () => {
    const [attacker, victim] = [createBrowser(), createBrowser()];
    const own = await callbackOf(world, attacker, carter);
    const callback = await callbackOf(world, victim, carter);
    const [name] = victim.cookies(callback).split('=');
    const value = attacker.cookies(own).split('=')[1];
    const answer = await attacker.open(callback, { headers: { cookie: `${name}=${value}` } });
    await expectRefused(answer, 403, 'launch-expired');
    expect(world.outsideCalls()).toEqual([]);
  });

  it('after more than ten minutes is refused', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(world, browser, carter);
    await world.rows(`update launches set created_at = created_at - interval '10 minutes 1 second'`);
    await expectRefused(await browser.open(callback), 403, 'launch-expired');
    expect(world.outsideCalls()).toEqual([]);
  });

  it('at another connection’s redirect URI is refused', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(world, browser, carter);
    const elsewhere = callback.href.replace(world.connections.epic, world.connections.plain);
    await expectRefused(await browser.open(elsewhere), 403, 'launch-expired');
    expect(world.outsideCalls()).toEqual([]);
  });

  it('without state, with an invented one or without anything is refused', async () => {
    const base = `${world.serviceUrl}/launch/${world.connections.epic}/callback`;
    await expectRefused(await createBrowser().open(`${base}?code=x&state=invented`), 403, 'launch-expired');
    await expectRefused(await createBrowser().open(`${base}?code=x`), 400, 'launch-incomplete');
    await expectRefused(await createBrowser().open(base), 400, 'launch-incomplete');
  });

  it('that names another issuer (RFC 9207) is refused', async () => {
    world.hospital.control.tamper('epic', { callbackIss: 'wrong' });
    const browser = createBrowser();
    const callback = await callbackOf(world, browser, carter);
    expect(callback.searchParams.get('iss')).not.toBe(world.hospital.faces.epic.issuer);
    await expectRefused(await browser.open(callback), 403, 'ehr-untrusted');
    expect(world.outsideCalls()).toEqual([]);
  });

  it('with an error shows none of its words', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(world, browser, carter);
    const error = new URL(callback);
    error.searchParams.delete('code');
    error.searchParams.set('error', 'access_denied');
    error.searchParams.set('error_description', '<script>alert(1)</script>Call 555-0199');
    error.searchParams.set('error_uri', 'https://evil.example/');
    const answer = await browser.open(error);
    await expectRefused(answer, 403, 'launch-refused-by-ehr');
    expect(answer.text).not.toMatch(/alert|555-0199|evil/);
    expect(JSON.stringify(world.log)).not.toMatch(/alert\(1\)|555-0199|evil\.example/);
    expect(world.outsideCalls()).toEqual([]);
  });

  it('leaves the code in no referrer, cache or log', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(world, browser, { ...carter, kind: 'device-test' });
    const answer = await browser.open(callback);
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const refused = await browser.open(callback);
    expect(refused.headers.get('referrer-policy')).toBe('no-referrer');
    expect(refused.headers.get('cache-control')).toBe('no-store');
    for (const name of ['code', 'state'])
      expect(JSON.stringify(world.log)).not.toContain(callback.searchParams.get(name));
  });
});

describe('what the EHR’s authorisation server answers', () => {
  async function refusedAfterCallback(order: LaunchOrder, overrides: LaunchOverrides = {}) {
    const browser = createBrowser();
    const callback = await callbackOf(world, browser, { ...order, overrides });
    const answer = await browser.open(callback);
    expect(answer.location).toBeNull();
    return answer;
  }
  const chartCalls = () => world.outsideCalls().filter((call) => /FHIR|fhir/.test(call));
  const cloudCalls = () => world.outsideCalls().filter((call) => call.startsWith('cloud'));

  it.each([
    ['other-key', 'launch-identity-invalid'],
    ['alg-none', 'launch-identity-invalid'],
    ['wrong-aud', 'launch-identity-invalid'],
    ['wrong-nonce', 'launch-identity-invalid'],
    ['no-nonce', 'launch-identity-invalid'],
    ['expired', 'launch-identity-invalid'],
    ['wrong-iss', 'launch-identity-invalid'],
    ['foreign-fhir-user', 'launch-identity-invalid'],
    ['no-fhir-user', 'launch-identity-invalid'],
    ['missing', 'launch-identity-invalid'],
  ] as const)('an id token with %s is refused, and the chart is not asked', async (idToken, code) => {
    for (const order of [carter, okafor, almeida]) {
      world.hospital.control.tamper(order.face, { idToken });
      await expectRefused(await refusedAfterCallback(order), 403, code);
      expect([...chartCalls(), ...cloudCalls()]).toEqual([]);
    }
  });

  it('a patient at the provider’s URL is refused, and a clinician at the patient’s', async () => {
    const patient = await refusedAfterCallback(carter, { path: 'provider' });
    await expectRefused(patient, 403, 'launch-wrong-side');
    expect([...chartCalls(), ...cloudCalls()]).toEqual([]);
    const clinician = await refusedAfterCallback(okafor, { path: 'patient' });
    await expectRefused(clinician, 403, 'launch-wrong-side');
    expect([...chartCalls(), ...cloudCalls()]).toEqual([]);
    const tested = await refusedAfterCallback(okafor, { path: 'device-test' });
    await expectRefused(tested, 403, 'launch-wrong-side');
  });

  it.each(['Device/x', 'Patient/', 'Practitioner', 'Organization/1'])(
    'somebody who is %s is nobody',
    async (fhirUser) => {
      world.hospital.control.tamper('epic', { fhirUser });
      await expectRefused(await refusedAfterCallback(carter), 403, 'launch-identity-invalid');
      expect([...chartCalls(), ...cloudCalls()]).toEqual([]);
    },
  );

  it('fewer scopes than are needed end the launch', async () => {
    world.hospital.control.tamper('epic', { tokenResponse: { set: { scope: 'launch openid fhirUser' } } });
    await expectRefused(await refusedAfterCallback(carter), 403, 'launch-scope-missing');
    expect([...chartCalls(), ...cloudCalls()]).toEqual([]);
  });

  it('a visit of another patient, named in the URL, is not confirmed', async () => {
    const foreign = world.hospital.control.people('epic').visits.find(({ key }) => key === 'nguyen')?.csn;
    const answer = await refusedAfterCallback(carter, { sessionId: foreign ?? '' });
    await expectRefused(answer, 403, 'launch-visit-unconfirmed');
    expect(cloudCalls()).toEqual([]);
  });

  it('a visit that does not exist, and a conference named only by the URL, are not confirmed', async () => {
    for (const sessionId of ['999999', '58812', "700101' or 1=1", '../700101'])
      await expectRefused(await refusedAfterCallback(carter, { sessionId }), 403, 'launch-visit-unconfirmed');
    expect(cloudCalls()).toEqual([]);
  });

  it('a token of another patient does not open the visit', async () => {
    const { patients } = world.hospital.control.people('epic');
    const stranger = patients.find(({ key }) => key === 'nguyen')?.id ?? '';
    world.hospital.control.tamper('epic', { tokenResponse: { set: { patient: stranger } } });
    const answer = await refusedAfterCallback(carter);
    expect(answer.status).toBe(403);
    expect(await world.footprint()).toEqual(before);
    expect(cloudCalls()).toEqual([]);
  });

  it('no token at all ends the launch with whom to ask', async () => {
    world.hospital.control.setFault({ face: 'epic', area: 'token', kind: 'status', status: 500 });
    try {
      await expectRefused(await refusedAfterCallback(carter), 503, 'ehr-unavailable');
    } finally {
      world.hospital.control.clearFaults();
    }
  });
});
