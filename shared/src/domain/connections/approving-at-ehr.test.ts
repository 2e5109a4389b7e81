import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nodeRandomness } from '../../adapters/node/randomness.ts';
import { smartApprovalSignIn } from '../../adapters/smart/approval-sign-in.ts';
import {
  CALLBACK,
  followToCallback,
  startTestHospital,
  systemClock,
  systemRandomness,
  type TestHospital,
} from '../../adapters/smart/hospital.test-support.ts';
import { DomainError } from '../kernel/domain-error.ts';
import { LAUNCH_LASTS_MS } from '../launch/launch.ts';
import type { EhrIdentity } from './approver-sign-in.ts';
import { type ApproverSignIn, createApproverSignIn } from './approving-at-ehr.ts';
import {
  APPROVER,
  benchOf,
  type ConfiguringBench,
  createConfiguringBench,
} from './configuring.test-support.ts';
import { probedOf } from './probe-subject.ts';
import { APPROVAL_LASTS_MS, type Revision } from './revision.ts';

let bench: ConfiguringBench;
beforeAll(async () => {
  bench = await createConfiguringBench();
});
afterAll(() => bench.close());

const PRACTITIONER: EhrIdentity = { issuer: 'https://epic.example/oauth2', fhirUser: 'Practitioner/p1' };
const signal = AbortSignal.timeout(120_000);
const callback = (state: string) => new URL(`https://service.example/callback?code=c&state=${state}`);

/** What happens at the EHR while the browser's code is exchanged. */
let atTheEhr: () => Promise<EhrIdentity>;
let asked: { url: number; redeem: number };
let transactions: number;
let signingIn: ApproverSignIn;
let connectionId: string;
let proposed: Revision;

beforeEach(async () => {
  asked = { url: 0, redeem: 0 };
  atTheEhr = async () => PRACTITIONER;
  transactions = 0;
  signingIn = createApproverSignIn({
    inTransaction: (organizationId, work) => {
      transactions += 1;
      return bench.world.database.inTransaction(organizationId, work);
    },
    finder: bench.world.database.finder,
    authorization: {
      authorizationUrl: async ({ subject, state }) => {
        asked.url += 1;
        return `${subject.authority.authorizationEndpoint}?state=${state}`;
      },
      redeem: () => {
        asked.redeem += 1;
        return atTheEhr();
      },
    },
    clock: bench.world.clock,
    randomness: nodeRandomness,
    redirectUri: (id) => `https://service.example/launch/${id}/callback`,
  });
  connectionId = await bench.add();
  proposed = await bench.propose(connectionId);
});

const begin = (number = proposed.number) => signingIn.begin(bench.approver, connectionId, number);
const complete = (state: string, browserSecret: string | null, at = connectionId) =>
  signingIn.complete(at, { callback: callback(state), browserSecret, signal });
const proof = () =>
  bench.organization.in(({ approvals }) => approvals.proof(connectionId, proposed.number, APPROVER));
const signedIn = async () =>
  (await bench.audited(connectionId)).filter(({ action }) => action === 'ehr-signed-in');

describe('the approver’s sign-in to the EHR', () => {
  it('proves one revision, once, and keeps the fact, the issuer and a digest', async () => {
    const { state, browserSecret, url } = await begin();
    expect(url).toBe(`${proposed.content.authority?.authorizationEndpoint}?state=${state}`);
    const expected = {
      connectionId,
      revision: proposed.number,
      digest: proposed.digest,
      entraObjectId: APPROVER,
      issuer: PRACTITIONER.issuer,
      userDigest: nodeRandomness.digest('https://epic.example/oauth2 Practitioner/p1'),
      at: bench.world.clock.now(),
    };
    expect(await complete(state, browserSecret)).toEqual(expected);
    expect(await proof()).toEqual(expected);
    expect(await signedIn()).toMatchObject([
      {
        actor: `entra:${APPROVER}`,
        details: { revision: String(proposed.number), digest: proposed.digest, issuer: PRACTITIONER.issuer },
      },
    ]);
    // Its state is used: what comes with it again is none of ours.
    expect(await complete(state, browserSecret)).toBeNull();
    expect(asked.redeem).toBe(1);
    await expect(
      bench.configuring.approve(bench.approver, connectionId, proposed.number, proposed.digest),
    ).resolves.toMatchObject({ state: 'approved' });
  });

  it('counts once, however many callbacks race', async () => {
    const { state, browserSecret } = await begin();
    const raced = await Promise.all([1, 2, 3].map(() => complete(state, browserSecret)));
    expect(raced.filter((one) => one !== null)).toHaveLength(1);
    expect(await signedIn()).toHaveLength(1);
  });

  it('begins for nobody but the approver whom the proposal names', async () => {
    for (const other of [bench.admin, bench.otherAdmin, bench.member('nobody', ['Auditor', 'Coordinator'])])
      await expect(signingIn.begin(other, connectionId, proposed.number)).rejects.toMatchObject({
        code: 'not-allowed',
      });
    const elsewhere = await bench.world.organization();
    const stranger = { ...bench.approver, organizationId: elsewhere.id };
    await expect(signingIn.begin(stranger, connectionId, proposed.number)).rejects.toMatchObject({
      code: 'connection-unknown',
    });
    expect(asked.url).toBe(0);
  });

  it('begins for nothing but what is proposed now', async () => {
    await expect(begin(99)).rejects.toMatchObject({ code: 'revision-not-found' });
    const draft = await bench.add();
    const { number } = await bench.write(draft);
    await expect(signingIn.begin(bench.approver, draft, number)).rejects.toMatchObject({
      code: 'revision-not-open',
    });
    bench.world.clock.advance(APPROVAL_LASTS_MS);
    await expect(begin()).rejects.toMatchObject({ code: 'revision-expired' });
    expect(asked.url).toBe(0);
  });
});

describe('a callback', () => {
  it('with a state that is none of ours may be a launch’s', async () => {
    await begin();
    for (const url of [callback('guessed'), callback(''), new URL('https://service.example/callback?code=c')])
      expect(
        await signingIn.complete(connectionId, { callback: url, browserSecret: 'x', signal }),
      ).toBeNull();
    const { state, browserSecret } = await begin();
    expect(await complete(state, browserSecret, 'unknown')).toBeNull();
    const elsewhere = await bench.world.organization();
    expect(await complete(state, browserSecret, elsewhere.connection.id)).toBeNull();
    expect(asked.redeem).toBe(0);
  });

  it('of a launch costs the database nothing', async () => {
    expect(await complete(nodeRandomness.secret(), 'x')).toBeNull();
    expect(transactions).toBe(0);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['of a browser without the secret', async () => complete((await begin()).state, null)],
    [
      'of another browser',
      async () => {
        const [one, other] = [await begin(), await begin()];
        return complete(one.state, other.browserSecret);
      },
    ],
    [
      'at another connection of the organisation',
      async () => {
        const { state, browserSecret } = await begin();
        return complete(state, browserSecret, bench.organization.connection.id);
      },
    ],
    [
      'that took too long',
      async () => {
        const { state, browserSecret } = await begin();
        bench.world.clock.advance(LAUNCH_LASTS_MS + 1);
        return complete(state, browserSecret);
      },
    ],
  ])('%s proves nothing, and asks nothing of the EHR', async (_what, attempt) => {
    await expect(attempt()).rejects.toMatchObject({ code: 'approval-unproven' });
    expect([asked.redeem, await proof(), await signedIn()]).toEqual([0, null, []]);
  });

  it('just in time counts', async () => {
    const { state, browserSecret } = await begin();
    bench.world.clock.advance(LAUNCH_LASTS_MS);
    expect(await complete(state, browserSecret)).toMatchObject({ connectionId });
  });

  it('of somebody the EHR does not vouch for proves nothing', async () => {
    atTheEhr = async () => {
      throw new DomainError('approval-refused-identity', 'a patient signed in');
    };
    const { state, browserSecret } = await begin();
    await expect(complete(state, browserSecret)).rejects.toMatchObject({ code: 'approval-refused-identity' });
    expect([await proof(), await signedIn()]).toEqual([null, []]);
  });

  const withdraw = async () => {
    const { version } = await bench.open(connectionId);
    await bench.configuring.withdraw(bench.admin, connectionId, version);
  };

  it('for what was withdrawn before it proves nothing, and asks nothing of the EHR', async () => {
    const { state, browserSecret } = await begin();
    await withdraw();
    await expect(complete(state, browserSecret)).rejects.toMatchObject({ code: 'revision-not-open' });
    expect(asked.redeem).toBe(0);
  });

  it('for what is no longer the same content proves nothing', async () => {
    const { state, browserSecret } = await begin();
    const content = { ...proposed.content, clientId: 'another' };
    await bench.organization.in(({ configuration }) => configuration.change(proposed, { content }));
    await expect(complete(state, browserSecret)).rejects.toMatchObject({ code: 'revision-changed' });
    expect([asked.redeem, await proof()]).toEqual([0, null]);
  });

  it('for what is withdrawn while it is at the EHR proves nothing', async () => {
    atTheEhr = async () => {
      await withdraw();
      return PRACTITIONER;
    };
    const { state, browserSecret } = await begin();
    await expect(complete(state, browserSecret)).rejects.toMatchObject({ code: 'revision-not-open' });
    expect([await proof(), await signedIn()]).toEqual([null, []]);
  });
});

describe('at the hospital', () => {
  let hospital: TestHospital;
  beforeAll(async () => {
    hospital = await startTestHospital();
  });
  afterAll(() => hospital.close());

  it.each(['epic', 'plain'] as const)('the %s face proves the approver', async (face) => {
    const ours = benchOf(bench.world, await bench.world.organization());
    const { fhirBaseUrl, clientId, authority } = hospital.connection(face);
    const id = await ours.add(face === 'epic' ? 'epic' : 'fhir-r4');
    await ours.write(id, { fhirBaseUrl, clientId });
    const { number: draft, content } = await ours.open(id);
    const { version } = await ours.configuring.keepProbe(ours.organization.id, id, draft, {
      at: bench.world.clock.now(),
      fhirBaseUrl,
      probed: probedOf(content),
      results: [],
      authority,
    });
    const { number } = await ours.configuring.propose(ours.admin, id, version);
    const approving = createApproverSignIn({
      inTransaction: bench.world.database.inTransaction,
      finder: bench.world.database.finder,
      authorization: smartApprovalSignIn({
        keys: hospital.keys,
        randomness: systemRandomness,
        clock: systemClock,
        allowInsecureLoopback: true,
      }),
      clock: bench.world.clock,
      randomness: systemRandomness,
      redirectUri: () => CALLBACK,
    });
    const { url, browserSecret } = await approving.begin(ours.approver, id, number);
    const [clinician] = hospital.hospital.control.people(face).clinicians;
    const answered = await followToCallback(url, `Practitioner/${clinician?.id}`);
    const proven = await approving.complete(id, { callback: answered, browserSecret, signal });
    expect(proven).toMatchObject({
      issuer: authority.issuer,
      userDigest: systemRandomness.digest(`${authority.issuer} Practitioner/${clinician?.id}`),
    });
  });
});
