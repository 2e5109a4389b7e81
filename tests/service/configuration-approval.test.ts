import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, createBrowser } from './browser.ts';
import {
  addConnection,
  ehrPerson,
  fillIn,
  openApproval,
  openPortal,
  type Portal,
  pathOf,
  probe,
  propose,
  proposed,
  provenApprover,
  saveDraft,
  signInToEhr,
} from './configuration-portal.ts';
import { pickAccount, signedIn } from './people.ts';
import { startWorld, type World } from './world.ts';

const { ehrAnalyst, diego } = SAMPLE_OIDS;
let world: World;
let admin: Portal;
let approver: Portal;

/** One that nobody has decided about yet, for tests that leave it so. */
let connectionId: string;
let waiting: {
  readonly connectionId: string;
  readonly number: number;
  readonly digest: string;
  readonly version: number;
};

beforeAll(async () => {
  world = await startWorld();
  admin = openPortal(world, SAMPLE_OIDS.admin);
  approver = openPortal(world, ehrAnalyst);
  connectionId = await addConnection(admin, 'Riverside Practice');
});
afterAll(async () => await world.close());

/** Probes are limited: a report that still counts is not asked for again. */
beforeEach(async () => {
  await world.rows('delete from approval_proofs');
  const { open } = await admin.done('GET', pathOf(connectionId));
  if (open?.state === 'proposed') return;
  const proposal = await (open?.missing.length === 0 ? propose(admin, connectionId) : again());
  const { number, digest, version } = proposal;
  waiting = { connectionId, number, digest, version };
});

async function again() {
  const { history } = await admin.done('GET', pathOf(connectionId));
  if (history.length <= 1) return await proposed(world, admin, connectionId, ehrAnalyst);
  await saveDraft(admin, connectionId, { approver: ehrAnalyst });
  await probe(admin, connectionId);
  return await propose(admin, connectionId);
}

const decide = (
  what: 'approve' | 'reject',
  { digest = waiting.digest, portal = approver }: { digest?: string; portal?: Portal } = {},
): Promise<Answer> =>
  portal.ask('POST', pathOf(connectionId, 'revisions', waiting.number, what), {
    digest,
    ...(what === 'reject' && { reason: 'not ours' }),
  });
const prove = () => provenApprover(world, waiting, ehrAnalyst);
const withdraw = () =>
  admin.ask('POST', pathOf(connectionId, 'revisions', waiting.number, 'withdraw'), {
    version: waiting.version,
  });
const expectProblem = async (answer: Answer, status: number, code: string) =>
  expect(await world.refusal(answer)).toEqual({ status, code });

describe('an approval', () => {
  it('is refused without a sign-in to the EHR', async () => {
    await expectProblem(await decide('approve'), 403, 'approval-unproven');
  });

  it('is refused when somebody else has signed in to the EHR for themselves', async () => {
    const answer = await (await signedIn(world, diego)).open(
      `${world.serviceUrl}/approval/${connectionId}/${waiting.number}`,
    );
    await expectProblem(answer, 403, 'not-allowed');
    expect(answer.text).toContain('Somebody else is named as the approver');
    expect(answer.text).toContain('/signin?to=%2Fapproval%2F');
  });

  it('is refused of a patient of the EHR, and of who acts for one', async () => {
    const { patients } = world.hospital.control.people('practice');
    const answer = await provenApprover(world, waiting, ehrAnalyst, `Patient/${patients[0]?.id}`);
    await expectProblem(answer, 403, 'approval-refused-identity');
    expect(answer.text).toContain('did not confirm you as a member of staff');
    await expectProblem(await decide('approve'), 403, 'approval-unproven');
  });

  it('is refused when the sign-in to the EHR comes back to another browser, or twice', async () => {
    const browser = createBrowser();
    const page = await openApproval(world, browser, waiting, ehrAnalyst);
    expect(page.text).toContain('Priya Raman');
    expect(page.text).toContain(world.hospital.faces.practice.fhirBaseUrl);
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    const { open } = await approver.done('GET', pathOf(connectionId));
    expect(page.text).toContain(open?.authority?.authorizationEndpoint ?? 'nowhere');
    const callback = await signInToEhr(world, browser, page, ehrPerson(world, 'raman'));
    await expectProblem(await createBrowser().open(callback), 403, 'approval-unproven');
    // What was tried once is used up, whoever tried it.
    expect((await browser.open(callback)).status).toBe(404);
    await expectProblem(await decide('approve'), 403, 'approval-unproven');
  });

  it('is refused when the sign-in to the EHR took longer than ten minutes, or counts no more', async () => {
    const browser = createBrowser();
    const page = await openApproval(world, browser, waiting, ehrAnalyst);
    const callback = await signInToEhr(world, browser, page, ehrPerson(world, 'raman'));
    await world.rows(`update approval_sign_ins set created_at = created_at - interval '11 minutes'`);
    await expectProblem(await browser.open(callback), 403, 'approval-unproven');
    await prove();
    await world.rows(`update approval_proofs set at = at - interval '31 minutes'`);
    await expectProblem(await decide('approve'), 403, 'approval-unproven');
    expect((await approver.done('GET', pathOf(connectionId))).open?.ehrSignInAt).toBeNull();
  });

  it('is shown to be possible, however often that page is loaded', async () => {
    const browser = createBrowser();
    const page = await openApproval(world, browser, waiting, ehrAnalyst);
    const callback = await signInToEhr(world, browser, page, ehrPerson(world, 'raman'));
    const proven = await browser.open(callback);
    expect(proven.location?.pathname).toBe(`/approval/${connectionId}/${waiting.number}`);
    for (let count = 0; count < 2; count += 1)
      expect((await browser.open(proven.location ?? '')).text).toContain('The EHR knows you');
    const { open } = await approver.done('GET', pathOf(connectionId));
    expect(open?.ehrSignInAt).not.toBeNull();
    expect(open?.ehrSignInIssuer).toBe(open?.authority?.issuer);
    expect((await admin.done('GET', pathOf(connectionId))).open).toMatchObject({
      ehrSignInAt: null,
      ehrSignInIssuer: null,
    });
    expect(
      await world.rows('select from approval_proofs where user_digest like $1', ['%Practitioner%']),
    ).toEqual([]);
  });

  it.each<[string, (callback: URL) => void]>([
    [
      'does not accept our client',
      () =>
        world.hospital.control.setFault({
          face: 'practice',
          area: 'token',
          kind: 'status',
          status: 401,
          count: 1,
        }),
    ],
    [
      'sends the approver back with an error',
      ({ searchParams }) => {
        searchParams.delete('code');
        searchParams.set('error', 'unauthorized_client');
      },
    ],
  ])('of an EHR that %s says what to check there, and can be tried again', async (_what, spoil) => {
    const browser = createBrowser();
    const page = await openApproval(world, browser, waiting, ehrAnalyst);
    const callback = await signInToEhr(world, browser, page, ehrPerson(world, 'raman'));
    spoil(callback);
    const refused = await browser.open(callback);
    await expectProblem(refused, 403, 'approval-refused-by-ehr');
    expect(refused.text).toContain('The redirect address is registered exactly as the portal shows it.');
    expect(refused.text).toContain(`href="/tabs/#/connections/${connectionId}/approval"`);
    const path = `/approval/${connectionId}/${waiting.number}`;
    expect(refused.text).toContain(`href="${path}"`);
    const again = await browser.open(`${world.serviceUrl}${path}`);
    const proven = await browser.follow(await signInToEhr(world, browser, again, ehrPerson(world, 'raman')));
    expect(proven.text).toContain('The EHR knows you');
  });

  it('is begun by our own page only', async () => {
    const browser = await signedIn(world, ehrAnalyst);
    const address = `${world.serviceUrl}/approval/${connectionId}/${waiting.number}`;
    for (const origin of ['https://evil.example', 'null', world.hospital.url]) {
      const answer = await browser.open(address, { method: 'POST', headers: { origin } });
      await expectProblem(answer, 403, 'origin-refused');
    }
    expect(await world.rows('select from approval_sign_ins where created_at > now()')).toEqual([]);
  });

  it('leads back to itself from the Microsoft sign-in, and that leads nowhere else', async () => {
    const browser = createBrowser();
    const path = `/approval/${connectionId}/${waiting.number}`;
    const sent = await browser.open(`${world.serviceUrl}${path}`);
    expect(sent.location?.href).toBe(`${world.serviceUrl}/signin?to=${encodeURIComponent(path)}`);
    const microsoft = await browser.follow(`${world.serviceUrl}${path}`);
    const callback = await pickAccount(world, browser, microsoft, ehrAnalyst);
    expect((await browser.open(callback)).location?.pathname).toBe(path);
    for (const to of [`${path}/..`, `/approval/x/1?y`, `//evil.example${path}`, '/approval/a/b'])
      await expectProblem(
        await browser.open(`${world.serviceUrl}/signin?to=${encodeURIComponent(to)}`),
        400,
        'request-invalid',
      );
  });

  it('is of exactly what was shown', async () => {
    await prove();
    await expectProblem(await decide('approve', { digest: 'another' }), 409, 'revision-changed');
    await expectProblem(await decide('reject', { digest: 'another' }), 409, 'revision-changed');
    await expectProblem(await decide('approve', { portal: admin }), 403, 'not-allowed');
    await expectProblem(await decide('reject', { portal: admin }), 403, 'not-allowed');
  });

  it('is refused when the proposal has expired', async () => {
    await prove();
    await world.rows(
      `update connection_revisions set expires_at = now() - interval '1 second' where state = 'proposed'`,
    );
    await expectProblem(await decide('approve'), 409, 'revision-expired');
    const page = await (await signedIn(world, ehrAnalyst)).open(
      `${world.serviceUrl}/approval/${connectionId}/${waiting.number}`,
    );
    await expectProblem(page, 409, 'revision-expired');
    await world.rows(
      `update connection_revisions set expires_at = now() + interval '1 day' where state = 'proposed'`,
    );
  });

  it('is not proven for what was withdrawn during the sign-in', async () => {
    const browser = createBrowser();
    const page = await openApproval(world, browser, waiting, ehrAnalyst);
    const callback = await signInToEhr(world, browser, page, ehrPerson(world, 'raman'));
    expect((await withdraw()).status).toBe(200);
    const answer = await browser.open(callback);
    await expectProblem(answer, 409, 'revision-not-open');
    expect(answer.text).toContain('decided or withdrawn in the meantime');
    expect(await world.rows('select from approval_proofs')).toEqual([]);
  });

  it('does not outlive the proposal it was proven for', async () => {
    await prove();
    expect((await withdraw()).status).toBe(200);
    await expectProblem(await decide('approve'), 409, 'revision-not-open');
    await saveDraft(admin, connectionId, { signingAlgorithm: 'RS384' });
    const draft = await saveDraft(admin, connectionId, { signingAlgorithm: 'ES384' });
    expect(draft.digest).toBe(waiting.digest);
    await expectProblem(await decide('approve'), 409, 'revision-not-open');
  });
});

describe('of two who race', () => {
  /** Everything that was decided about the proposal. */
  const decisions = () =>
    world.rows(
      `select action from audit_entries where subject = $1 and details ->> 'revision' = $2
       and action in ('revision-approved', 'revision-rejected', 'revision-withdrawn')`,
      [connectionId, String(waiting.number)],
    );

  it('one withdraws or one approves, and the other is told', async () => {
    await prove();
    const answers = await Promise.all([decide('approve'), withdraw()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await decisions()).toHaveLength(1);
  });

  it('one approves or one rejects', async () => {
    await prove();
    const answers = await Promise.all([decide('approve'), decide('reject')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await decisions()).toHaveLength(1);
  });

  it('both approve in two browsers, and it is approved once', async () => {
    await prove();
    const answers = await Promise.all([decide('approve'), decide('approve'), decide('approve')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(await decisions()).toEqual([{ action: 'revision-approved' }]);
    const { live, state } = await admin.done('GET', pathOf(connectionId));
    expect({ live: live?.number, state }).toEqual({ live: waiting.number, state: 'approved' });
  });

  it('three approve, withdraw and begin anew, and what is left fits together', async () => {
    await prove();
    const { open } = await admin.done('GET', pathOf(connectionId));
    const begin = () =>
      admin.ask('PUT', pathOf(connectionId, 'draft'), { version: null, content: open?.content, note: '' });
    const [approval, withdrawal, beginning] = await Promise.all([decide('approve'), withdraw(), begin()]);
    expect([approval.status, withdrawal.status].sort()).toEqual([200, 409]);
    if (beginning.status !== 200) await expectProblem(beginning, 409, 'revision-already-open');
    expect(await decisions()).toHaveLength(1);
    const after = await admin.done('GET', pathOf(connectionId));
    expect(after.live?.number === waiting.number).toBe(approval.status === 200);
    expect(after.open?.number ?? null).toBe(beginning.status === 200 ? waiting.number + 1 : null);
  });

  it('one begins a draft while the other proposes, and nothing is lost', async () => {
    expect((await withdraw()).status).toBe(200);
    const begin = async (clientId: string) => {
      const { history } = await admin.done('GET', pathOf(connectionId));
      const content = { ...history[0]?.content, clientId };
      return await admin.ask('PUT', pathOf(connectionId, 'draft'), { version: null, content, note: '' });
    };
    const begun = await Promise.all([begin('first'), begin('second')]);
    expect(begun.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { open } = await admin.done('GET', pathOf(connectionId));
    const save = (note: string) =>
      admin.ask('PUT', pathOf(connectionId, 'draft'), {
        version: open?.version,
        content: open?.content,
        note,
      });
    const saved = await Promise.all([save('mine'), save('yours')]);
    expect(saved.map(({ status }) => status).sort()).toEqual([200, 409]);
    await fillIn(world, admin, connectionId, ehrAnalyst);
  });
});

it('serves what was approved while a change waits, and nothing of the change', async () => {
  const { live } = await admin.done('GET', pathOf(connectionId));
  expect(live?.number).toBeLessThan(waiting.number);
  const summary = (
    await admin.done<{ connections: { id: string; awaitsMe: boolean }[] }>('GET', '/api/connections')
  ).connections;
  expect(summary.find(({ id }) => id === connectionId)?.awaitsMe).toBe(false);
  const ofApprover = await approver.done<{ connections: { id: string; awaitsMe: boolean }[] }>(
    'GET',
    '/api/connections',
  );
  const awaiting = ofApprover.connections.filter(({ awaitsMe }) => awaitsMe);
  expect(awaiting.map(({ id }) => id)).toEqual([connectionId]);
});
