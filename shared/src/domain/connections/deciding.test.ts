import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../kernel/clock.ts';
import { ACTIONS, may } from '../staff/permissions.ts';
import { PROOF_LASTS_MS } from './approval.ts';
import {
  ADMIN,
  APPROVER,
  CONTENT,
  type ConfiguringBench,
  createConfiguringBench,
  EPIC_WRITEBACK,
  FINE,
  OTHER_ADMIN,
} from './configuring.test-support.ts';
import { standingIn, standingOverall } from './held-connection.ts';
import { PROBE_COUNTS_MS } from './missing.ts';
import { APPROVAL_LASTS_MS } from './revision.ts';

let bench: ConfiguringBench;
beforeAll(async () => {
  bench = await createConfiguringBench();
  await bench.organization.in(async ({ configAdmins }) => {
    for (const id of [ADMIN, OTHER_ADMIN]) await configAdmins.seen(id, bench.world.clock.now());
  });
});
afterAll(() => bench.close());

const refused = (code: string) => ({ code });
const approve = (id: string, { number, digest }: { number: number; digest: string }, by = bench.approver) =>
  bench.configuring.approve(by, id, number, digest);
const outcomes = (results: readonly PromiseSettledResult<unknown>[]) =>
  results.map((result) => (result.status === 'fulfilled' ? 'won' : result.reason.code)).toSorted();

describe('proposing', () => {
  it.each([
    ['no address', { fhirBaseUrl: '' }],
    ['no client id', { clientId: '' }],
    ['no organiser', { organizers: [] }],
    ['no approver', { approver: null }],
    ['no password for a service that wants one', { writeback: EPIC_WRITEBACK }],
  ])('is refused with %s', async (_, change) => {
    const id = await bench.add();
    await bench.write(id, change);
    const { version } = await bench.probe(id);
    await expect(bench.configuring.propose(bench.admin, id, version)).rejects.toMatchObject(
      refused('revision-incomplete'),
    );
  });

  it('wants a probe of the day that found an authority and nothing wrong', async () => {
    const propose = async (id: string) =>
      bench.configuring.propose(bench.admin, id, (await bench.open(id)).version);
    const incomplete = refused('revision-incomplete');
    const id = await bench.add();
    await bench.write(id);
    await expect(propose(id)).rejects.toMatchObject(incomplete);
    await bench.probe(id, [FINE, { ...FINE, outcome: 'failed', finding: 'unreachable' }]);
    await expect(propose(id)).rejects.toMatchObject(incomplete);
    await bench.probe(id, [FINE, { ...FINE, outcome: 'warning' }]);
    bench.world.clock.advance(PROBE_COUNTS_MS + 1);
    await expect(propose(id)).rejects.toMatchObject(incomplete);
    bench.world.clock.advance(-1);
    expect((await propose(id)).state).toBe('proposed');
  });

  it('freezes the draft, tells its approver once, and says until when', async () => {
    const id = await bench.add();
    const proposal = await bench.propose(id);
    expect(proposal).toMatchObject({
      state: 'proposed',
      proposedBy: `entra:${ADMIN}`,
      expiresAt: new Date(bench.world.clock.now().getTime() + APPROVAL_LASTS_MS),
    });
    expect(await bench.notices(id)).toEqual([`approval-requested ${APPROVER}`]);
    const { version } = proposal;
    await expect(
      bench.configuring.saveDraft(bench.admin, id, { version, content: CONTENT, note: '' }),
    ).rejects.toMatchObject(refused('revision-not-open'));
    await expect(bench.configuring.setCredentials(bench.admin, id, version, null)).rejects.toMatchObject(
      refused('revision-not-open'),
    );
    await expect(bench.configuring.discard(bench.admin, id, version)).rejects.toMatchObject(
      refused('revision-not-open'),
    );
  });

  it('needs no approver of Oracle Health: it is approved at once, and says so', async () => {
    const id = await bench.add('oracle-health');
    const revision = await bench.propose(id, { approver: null, sessionKeySource: 'smart-encounter' });
    expect(revision).toMatchObject({ state: 'approved', decidedBy: `entra:${ADMIN}` });
    expect((await bench.live(id))?.number).toBe(revision.number);
    expect((await bench.audited(id)).at(-1)).toMatchObject({
      action: 'revision-approved',
      actor: `entra:${ADMIN}`,
      details: { approver: 'none: the EHR knows no approver' },
    });
    expect(await bench.notices(id)).toEqual([`approved ${OTHER_ADMIN}`]);
  });
});

describe('approving', () => {
  it('lets exactly what was shown serve, with a key of its algorithm, and tells who waited', async () => {
    const id = await bench.add();
    const proposal = await bench.propose(id, { signingAlgorithm: 'RS384' });
    await bench.prove(id);
    bench.world.clock.advance(MINUTE_MS);
    const revision = await approve(id, proposal);
    expect(revision).toMatchObject({
      state: 'approved',
      decidedBy: `entra:${APPROVER}`,
      decidedAt: bench.world.clock.now(),
      content: proposal.content,
      digest: proposal.digest,
    });
    const connection = await bench.organization.in(({ connections }) => connections.get(id));
    expect(connection).toMatchObject({ ...proposal.content, state: 'approved', revision: proposal.number });
    if (connection === null) throw new Error('it serves');
    const key = await bench.world.database.connectionKeys.signingKey(connection);
    expect(key.algorithm).toBe('RS384');
    expect((await bench.notices(id)).toSorted()).toEqual(
      [`approval-requested ${APPROVER}`, `approved ${ADMIN}`, `approved ${OTHER_ADMIN}`].toSorted(),
    );
    expect((await bench.audited(id)).at(-1)).toMatchObject({
      action: 'revision-approved',
      actor: `entra:${APPROVER}`,
      details: { revision: '1', digest: proposal.digest },
    });
  });

  it('is for nobody but the approver whom the proposal names, not even an admin', async () => {
    const id = await bench.add();
    await bench.approve(id);
    const next = randomUUID();
    const proposal = await bench.propose(id, { approver: next });
    for (const member of [bench.admin, bench.otherAdmin, bench.approver, bench.member(randomUUID())]) {
      await bench.prove(id, member.entraObjectId);
      await expect(approve(id, proposal, member)).rejects.toMatchObject(refused('not-allowed'));
      await expect(
        bench.configuring.reject(member, id, proposal.number, proposal.digest, 'no'),
      ).rejects.toMatchObject(refused('not-allowed'));
    }
    await bench.prove(id, next);
    expect((await approve(id, proposal, bench.member(next))).state).toBe('approved');
  });

  it('takes a sign-in to the EHR, also of who proposed it, for this content and not long ago', async () => {
    const unproven = refused('approval-unproven');
    const id = await bench.add();
    const first = await bench.propose(id, { approver: ADMIN });
    await expect(approve(id, first, bench.admin)).rejects.toMatchObject(unproven);
    await bench.prove(id, ADMIN);
    await bench.configuring.withdraw(bench.admin, id, first.version);
    const second = await bench.propose(id, { approver: ADMIN, clientId: 'other' });
    await expect(approve(id, second, bench.admin)).rejects.toMatchObject(unproven);
    await bench.prove(id, ADMIN);
    bench.world.clock.advance(PROOF_LASTS_MS + 1);
    await expect(approve(id, second, bench.admin)).rejects.toMatchObject(unproven);
    bench.world.clock.advance(-1);
    expect((await approve(id, second, bench.admin)).state).toBe('approved');
  });

  it('takes no sign-in for what the draft was before it was proposed', async () => {
    const id = await bench.add();
    await bench.write(id);
    await bench.probe(id);
    await bench.prove(id);
    const proposal = await bench.propose(id, { clientId: 'other' });
    await expect(approve(id, proposal)).rejects.toMatchObject(refused('approval-unproven'));
  });

  it('names the content that was shown', async () => {
    const id = await bench.add();
    const { number } = await bench.propose(id);
    await bench.prove(id);
    await expect(approve(id, { number, digest: 'other' })).rejects.toMatchObject(refused('revision-changed'));
    await expect(approve(id, { number: 7, digest: 'other' })).rejects.toMatchObject(
      refused('revision-not-found'),
    );
    expect(await bench.live(id)).toBeNull();
  });

  it('comes too late once the time is over, and then who proposed it is told once', async () => {
    const id = await bench.add();
    const proposal = await bench.propose(id);
    const { configuring, organization, world } = bench;
    world.clock.advance(APPROVAL_LASTS_MS - 1);
    await bench.prove(id);
    await configuring.expireOverdue(organization.id);
    expect((await bench.open(id)).state).toBe('proposed');
    world.clock.advance(1);
    await expect(approve(id, proposal)).rejects.toMatchObject(refused('revision-expired'));
    await Promise.all([1, 2, 3].map(() => configuring.expireOverdue(organization.id)));
    const [expired] = await organization.in(({ configuration }) => configuration.revisions(id));
    expect(expired?.state).toBe('expired');
    expect((await bench.notices(id)).filter((notice) => notice.startsWith('approval-expired'))).toEqual([
      `approval-expired ${ADMIN}`,
    ]);
    await expect(approve(id, proposal)).rejects.toMatchObject(refused('revision-not-open'));
  });

  it('leaves the approved one serving until then', async () => {
    const id = await bench.add();
    const first = await bench.approve(id);
    await bench.propose(id, { clientId: 'next' });
    expect((await bench.live(id))?.digest).toBe(first.digest);
  });
});

describe('rejecting', () => {
  it('needs a reason, no sign-in, and sends it back to who proposed it', async () => {
    const id = await bench.add();
    const { number, digest } = await bench.propose(id);
    const reject = (reason: string) => bench.configuring.reject(bench.approver, id, number, digest, reason);
    for (const reason of ['', '  ', 'x'.repeat(501)])
      await expect(reject(reason)).rejects.toMatchObject(refused('request-invalid'));
    expect(await reject(' wrong server ')).toMatchObject({ state: 'rejected', reason: 'wrong server' });
    expect((await bench.notices(id)).at(-1)).toBe(`rejected ${ADMIN}`);
    await expect(reject('again')).rejects.toMatchObject(refused('revision-not-open'));
    expect(await bench.live(id)).toBeNull();
  });

  it('leaves the one who did it looking on, and changing nothing, until something else is approved', async () => {
    const { configuring, organization } = bench;
    const rejecter = bench.member(randomUUID());
    const mayDo = async (id: string) => {
      const standing = await organization.in((stores) => standingIn(stores, rejecter, id));
      return ACTIONS.filter((action) => may(rejecter, action, standing));
    };
    const seesAnything = async () =>
      may(
        rejecter,
        'view-configuration',
        await organization.in((stores) => standingOverall(stores, rejecter)),
      );
    const id = await bench.add();
    const other = await bench.add();
    const { number, digest } = await bench.propose(id, { approver: rejecter.entraObjectId });
    expect(await mayDo(id)).toContain('edit-draft');
    await configuring.reject(rejecter, id, number, digest, 'wrong server');
    expect(await mayDo(id)).toEqual(['view-configuration']);
    expect(await mayDo(other)).toEqual([]);
    await bench.write(id);
    expect(await seesAnything()).toBe(true);
    await bench.approve(id);
    expect(await mayDo(id)).toEqual([]);
    expect(await seesAnything()).toBe(false);
  });
});

describe('of those who race', () => {
  const proposed = async () => {
    const id = await bench.add();
    const proposal = await bench.propose(id);
    await bench.prove(id);
    return { id, proposal };
  };

  it('one approval wins', async () => {
    const { id, proposal } = await proposed();
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => approve(id, proposal)));
    expect(outcomes(results)).toEqual(['revision-not-open', 'revision-not-open', 'revision-not-open', 'won']);
  });

  it('one decision wins: approve, reject or withdraw', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id, proposal } = await proposed();
      const { number, digest, version } = proposal;
      const { configuring } = bench;
      const results = await Promise.allSettled([
        configuring.withdraw(bench.admin, id, version),
        approve(id, proposal),
        configuring.reject(bench.approver, id, number, digest, 'no'),
      ]);
      expect(outcomes(results)).toEqual(['revision-not-open', 'revision-not-open', 'won']);
      const [revision] = await bench.organization.in(({ configuration }) => configuration.revisions(id));
      const live = await bench.live(id);
      expect(live?.number ?? null).toBe(revision?.state === 'approved' ? number : null);
    }
  });

  it('an approval and a new draft both stand, and the draft serves nobody', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { id, proposal } = await proposed();
      const content = { ...CONTENT, clientId: 'sneaked in' };
      const results = await Promise.allSettled([
        approve(id, proposal),
        bench.configuring.saveDraft(bench.admin, id, { version: null, content, note: '' }),
      ]);
      expect(results[0]?.status).toBe('fulfilled');
      expect(await bench.live(id)).toMatchObject({ number: proposal.number, digest: proposal.digest });
    }
  });

  it('one proposal wins over a change of the draft', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await bench.add();
      await bench.write(id);
      const { version } = await bench.probe(id);
      const content = { ...CONTENT, clientId: 'changed meanwhile' };
      const results = await Promise.allSettled([
        bench.configuring.propose(bench.admin, id, version),
        bench.configuring.saveDraft(bench.otherAdmin, id, { version, content, note: '' }),
      ]);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }
  });
});

it('keeps a proof of thirty minutes and a proposal of fourteen days', () => {
  expect([PROOF_LASTS_MS, APPROVAL_LASTS_MS]).toEqual([30 * MINUTE_MS, 14 * DAY_MS]);
});
