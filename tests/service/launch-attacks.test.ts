import type { LaunchOrder, LaunchOverrides } from '@ehr-connector/sandbox/hospital/control/launches.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, type Browser, createBrowser } from './browser.ts';
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

const minted = (order: LaunchOrder, overrides: LaunchOverrides = {}) =>
  new URL(world.hospital.control.mintLaunch({ ...order, overrides }).url);
const isCallback = (url: URL) => url.pathname.endsWith('/callback');

/** Launches honestly up to the callback, which is not yet called. */
async function callbackOf(browser: Browser, url: URL): Promise<URL> {
  const { location, status, text } = await browser.follow(url, isCallback);
  if (location === null) throw new Error(`no callback, but ${status} ${text.slice(0, 300)}`);
  world.forgetOutsideCalls();
  return location;
}

async function expectRefused(answer: Answer, status: number, code: string): Promise<void> {
  expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
  expect(await world.refusal(answer)).toEqual({ status, code });
  expect(await world.footprint()).toEqual(before);
}

describe('a launch URL', () => {
  async function expectTurnedAway(url: URL, status: number, code: string): Promise<void> {
    world.forgetOutsideCalls();
    const answer = await createBrowser().open(url);
    expect(answer.location).toBeNull();
    expect(answer.headers.getSetCookie()).toEqual([]);
    await expectRefused(answer, status, code);
    expect(world.outsideCalls()).toEqual([]);
  }

  const other = (change: (url: URL) => void) => {
    const url = minted(carter);
    change(url);
    return url;
  };
  const iss = (value: string) => other((url) => url.searchParams.set('iss', value));

  it('of no connection is not known', async () => {
    const url = new URL(`${world.serviceUrl}/launch/AAAAAAAAAAAAAAAAAAAAAA/patient?iss=x&launch=y`);
    await expectTurnedAway(url, 404, 'connection-unknown');
  });

  it.each(['/patient%20', '/patients', '/Patient', '/'])(
    'that was pasted with something wrong at its end, %s, is not known',
    async (end) => {
      const url = minted(carter);
      url.pathname = url.pathname.replace('/patient', end);
      await expectTurnedAway(url, 404, 'connection-unknown');
    },
  );

  it.each(['https://evil.example/api/FHIR/R4', 'http://169.254.169.254/latest'])(
    'with the iss %s of another server is refused, and that server never asked',
    async (value) => {
      await expectTurnedAway(iss(value), 403, 'launch-issuer-unknown');
    },
  );

  it('with the iss of the organisation’s other connection is refused, as when test is sent to production', async () => {
    await expectTurnedAway(iss(world.hospital.faces.plain.fhirBaseUrl), 403, 'launch-issuer-unknown');
    const crossed = new URL(minted(almeida).href.replace(world.connections.plain, world.connections.epic));
    await expectTurnedAway(crossed, 403, 'launch-issuer-unknown');
  });

  it('with an iss that only looks like the connection’s is refused', async () => {
    const { fhirBaseUrl } = world.hospital.faces.epic;
    const url = new URL(fhirBaseUrl);
    for (const lookalike of [
      fhirBaseUrl.replace('://', `://${url.host}@evil.example/`),
      fhirBaseUrl.replace('://', '://evil@'),
      fhirBaseUrl.replace('localhost', 'localhost.evil.example'),
      fhirBaseUrl.replace('localhost', '127.0.0.1'),
      fhirBaseUrl.replace(`:${url.port}`, `:${Number(url.port) + 1}`),
      fhirBaseUrl.toUpperCase(),
      `${fhirBaseUrl}/../R4`,
      `${fhirBaseUrl}?x=1`,
      `${fhirBaseUrl}#x`,
      ` ${fhirBaseUrl}`,
      `${fhirBaseUrl}//`,
    ]) {
      await expectTurnedAway(iss(lookalike), 403, 'launch-issuer-unknown');
    }
  });

  it('with a slash after the iss is accepted', async () => {
    const answer = await createBrowser().open(iss(`${world.hospital.faces.epic.fhirBaseUrl}/`));
    expect(answer.status).toBe(303);
    expect(answer.location?.href).toMatch(world.hospital.faces.epic.authorizationEndpoint);
  });

  it('without iss or launch, with empty ones or with huge ones, is refused as incomplete', async () => {
    for (const name of ['iss', 'launch']) {
      await expectTurnedAway(
        other((url) => url.searchParams.delete(name)),
        400,
        'launch-incomplete',
      );
      await expectTurnedAway(
        other((url) => url.searchParams.set(name, '')),
        400,
        'launch-incomplete',
      );
      const huge = other((url) => url.searchParams.set(name, 'x'.repeat(8_193)));
      await expectTurnedAway(huge, 400, 'launch-incomplete');
    }
  });

  it('with one parameter twice, or a huge session, is refused as incomplete', async () => {
    for (const name of ['iss', 'launch', 'sessionId', 'departmentId']) {
      const twice = other((url) => url.searchParams.append(name, 'another'));
      await expectTurnedAway(twice, 400, 'launch-incomplete');
    }
    const huge = other((url) => url.searchParams.set('sessionId', '7'.repeat(8_193)));
    await expectTurnedAway(huge, 400, 'launch-incomplete');
  });

  it('of a disabled connection is refused, and its callback too', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(browser, minted(almeida));
    const setDisabled = (isDisabled: boolean) =>
      world.rows('update connections set is_disabled = $1 where id = $2', [
        isDisabled,
        world.connections.plain,
      ]);
    await setDisabled(true);
    try {
      await expectTurnedAway(minted(almeida), 403, 'connection-disabled');
      world.forgetOutsideCalls();
      await expectRefused(await browser.open(callback), 403, 'connection-disabled');
      expect(world.outsideCalls()).toEqual([]);
    } finally {
      await setDisabled(false);
    }
  });
});

describe('a callback', () => {
  it('is taken once', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(browser, minted({ ...carter, kind: 'device-test' }));
    const cookies = browser.cookies(callback);
    expect((await browser.open(callback)).location?.pathname).toBe('/visit/device-test');
    world.forgetOutsideCalls();
    const replay = await createBrowser().open(callback, { headers: { cookie: cookies } });
    await expectRefused(replay, 403, 'launch-expired');
    expect(world.outsideCalls()).toEqual([]);
  });

  it('is taken once, however many come at the same moment', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(browser, minted({ ...carter, kind: 'device-test' }));
    const answers = await Promise.all(Array.from({ length: 10 }, () => browser.open(callback)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(9).fill(403)]);
  });

  it('in another browser is refused, and the launch is then spent', async () => {
    const victim = createBrowser();
    const callback = await callbackOf(victim, minted(carter));
    await expectRefused(await createBrowser().open(callback), 403, 'launch-expired');
    await expectRefused(await victim.open(callback), 403, 'launch-expired');
    expect(world.outsideCalls()).toEqual([]);
  });

  it('with the cookie of another launch is refused', async () => {
    const [attacker, victim] = [createBrowser(), createBrowser()];
    const own = await callbackOf(attacker, minted(carter));
    const callback = await callbackOf(victim, minted(carter));
    const [name] = victim.cookies(callback).split('=');
    const value = attacker.cookies(own).split('=')[1];
    const answer = await attacker.open(callback, { headers: { cookie: `${name}=${value}` } });
    await expectRefused(answer, 403, 'launch-expired');
    expect(world.outsideCalls()).toEqual([]);
  });

  it('after more than ten minutes is refused', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(browser, minted(carter));
    await world.rows(`update launches set created_at = created_at - interval '10 minutes 1 second'`);
    await expectRefused(await browser.open(callback), 403, 'launch-expired');
    expect(world.outsideCalls()).toEqual([]);
  });

  it('at another connection’s redirect URI is refused', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(browser, minted(carter));
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
    const callback = await callbackOf(browser, minted(carter));
    expect(callback.searchParams.get('iss')).not.toBe(world.hospital.faces.epic.issuer);
    await expectRefused(await browser.open(callback), 403, 'ehr-untrusted');
    expect(world.outsideCalls()).toEqual([]);
  });

  it('with an error shows none of its words', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(browser, minted(carter));
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
    const callback = await callbackOf(browser, minted({ ...carter, kind: 'device-test' }));
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
  async function refusedAfterCallback(order: LaunchOrder, overrides?: LaunchOverrides) {
    const browser = createBrowser();
    const callback = await callbackOf(browser, minted(order, overrides));
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

it('limits the launches of a connection, and not those of the others at the same address', async () => {
  const url = `${world.serviceUrl}/launch/FFFFFFFFFFFFFFFFFFFFFFFF/patient?iss=x&launch=y`;
  const statuses = new Map<number, number>();
  const flood = async () => {
    for (let count = 0; count < 60; count += 1) {
      const { status } = await createBrowser().open(url);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: 20 }, flood));
  expect([...statuses.keys()].sort()).toEqual([404, 429]);
  const refused = await createBrowser().open(url);
  if (refused.status === 429) await expectRefused(refused, 429, 'launch-rate-limited');
  expect((await createBrowser().open(minted(carter))).status).toBe(303);
});
