import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../kernel/clock.ts';
import type { StaffMember } from '../staff/staff.ts';
import {
  ADMIN,
  APPROVER,
  authorityOf,
  CONTENT,
  type ConfiguringBench,
  createConfiguringBench,
  EPIC_WRITEBACK,
  FINE,
} from './configuring.test-support.ts';
import { standingIn } from './held-connection.ts';
import { probedOf } from './probe-subject.ts';
import type { Revision } from './revision.ts';

let bench: ConfiguringBench;
beforeAll(async () => {
  bench = await createConfiguringBench();
});
afterAll(() => bench.close());

const refused = (code: string) => ({ code });
const credentials = { user: 'emp', password: 'canary-password' };
const standingOf = (member: StaffMember, id: string) =>
  bench.organization.in((stores) => standingIn(stores, member, id));
const hasCredentials = async (id: string) => (await bench.open(id)).hasBasicCredentials;

describe('a connection that is added', () => {
  it('begins with a draft of its kind, a key that is published, and serves nobody', async () => {
    const id = await bench.add('epic');
    expect(id).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await bench.open(id)).toMatchObject({
      number: 1,
      state: 'draft',
      version: 1,
      origin: { kind: 'new' },
      content: { sessionKeySource: 'epic-session-id', writeback: { kind: 'epic', url: '' }, approver: null },
      createdBy: `entra:${ADMIN}`,
    });
    const { organization, world } = bench;
    const { keys } = await world.database.connectionKeys.publicJwks({ organizationId: organization.id, id });
    expect(keys).toMatchObject([{ alg: 'ES384', use: 'sig' }]);
    expect(await organization.in(({ connections }) => connections.get(id))).toBeNull();
    expect(await organization.in(({ configuration }) => configuration.get(id))).toMatchObject({
      state: 'unapproved',
      liveRevision: null,
    });
  });

  it('publishes a key of another algorithm as soon as a draft wants one', async () => {
    const id = await bench.add();
    await bench.write(id, { signingAlgorithm: 'RS384' });
    const { organization, world } = bench;
    const { keys } = await world.database.connectionKeys.publicJwks({ organizationId: organization.id, id });
    expect(keys.map(({ alg }) => alg).toSorted()).toEqual(['ES384', 'RS384']);
  });

  it('is removed while it was never approved, and disabled afterwards', async () => {
    const id = await bench.add();
    await bench.configuring.remove(bench.admin, id);
    await expect(standingOf(bench.admin, id)).rejects.toMatchObject(refused('connection-unknown'));
    expect((await bench.audited(id)).map(({ action }) => action)).toEqual([
      'connection-added',
      'connection-removed',
    ]);
    const approved = await bench.add();
    await bench.approve(approved);
    await expect(bench.configuring.remove(bench.admin, approved)).rejects.toMatchObject(
      refused('not-allowed'),
    );
  });
});

describe('an address', () => {
  // The Cyrillic е and с look like the Latin ones.
  it.each([
    ['https://\u0435pi\u0441.example/R4/', 'https://xn--pi-mlc4c.example/R4'],
    ['https://epic.example\uff0fR4', 'https://epic.example\uff0fR4'],
    ['https://epic.example/R4\u202e', 'https://epic.example/R4%E2%80%AE'],
    ['https://EPIC.example:443/R4', 'https://EPIC.example:443/R4'],
  ])('%j is kept and shown as who calls it reads it', async (fhirBaseUrl, kept) => {
    const id = await bench.add();
    const { content } = await bench.write(id, { fhirBaseUrl });
    expect(content.fhirBaseUrl).toBe(kept);
  });

  it('of the writeback holds no letters that pass for others', async () => {
    const id = await bench.add();
    const writeback = { ...EPIC_WRITEBACK, url: 'https://\u0435pi\u0441.example/status' };
    await expect(bench.write(id, { writeback })).rejects.toMatchObject(refused('request-invalid'));
  });
});

describe('a draft', () => {
  it('is written by one at a time: who did not see the newest version is told', async () => {
    const id = await bench.add();
    const { version } = await bench.open(id);
    const save = (member = bench.admin, clientId = 'client') =>
      bench.configuring.saveDraft(member, id, { version, content: { ...CONTENT, clientId }, note: 'why' });
    const raced = await Promise.allSettled([save(bench.admin, 'a'), save(bench.otherAdmin, 'b')]);
    expect(raced.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(raced.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: refused('revision-changed'),
    });
    const [, saved] = await bench.audited(id);
    expect(saved).toMatchObject({ action: 'draft-saved', details: { revision: '1' } });
    expect(saved?.details.changed?.split(', ').toSorted()).toEqual([
      'approver',
      'clientId',
      'fhirBaseUrl',
      'organizers',
      'writeback',
    ]);
  });

  it('is one: a second is not begun beside it', async () => {
    const id = await bench.add();
    const change = { version: null, content: CONTENT, note: '' };
    await expect(bench.configuring.saveDraft(bench.admin, id, change)).rejects.toMatchObject(
      refused('revision-already-open'),
    );
    await bench.configuring.discard(bench.admin, id, (await bench.open(id)).version);
    const begun = await Promise.allSettled(
      [1, 2, 3].map(() => bench.configuring.saveDraft(bench.admin, id, change)),
    );
    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('begins with what serves, and with what was rejected where that was the last word', async () => {
    const id = await bench.add();
    await bench.approve(id);
    expect(await bench.write(id, { clientId: 'second' })).toMatchObject({
      number: 2,
      origin: { kind: 'edit', of: 1 },
    });
    const { number, digest } = await bench.propose(id, { clientId: 'second' });
    await bench.configuring.reject(bench.approver, id, number, digest, 'not ours');
    expect((await bench.write(id, { clientId: 'third' })).origin).toEqual({ kind: 'edit', of: 2 });
  });

  it.each([
    ['an approver that is no account', { approver: 'ada@example.org' }],
    ['an organiser that is no account', { organizers: ['ada'] }],
    ['no department at all', { onlyDepartments: [] }],
    ['a department without an id', { onlyDepartments: [' '] }],
    ['a tenant that is none', { shares: [{ tenantId: 'contoso', departments: ['1'] }] }],
    ['half a character', { clientId: 'client \ud83d' }],
    ['a text that no database keeps', { clientId: 'client\0' }],
    ['a tenant without departments', { shares: [{ tenantId: randomUUID(), departments: [] }] }],
  ])('with %s is refused', async (_, change) => {
    const id = await bench.add();
    await expect(bench.write(id, change)).rejects.toMatchObject(refused('request-invalid'));
  });

  it('for another EHR than Epic takes nothing that only Epic has', async () => {
    for (const ehr of ['oracle-health', 'fhir-r4'] as const) {
      const id = await bench.add(ehr);
      for (const change of [{ sessionKeySource: 'epic-session-id' as const }, { writeback: EPIC_WRITEBACK }])
        await expect(bench.write(id, change)).rejects.toMatchObject(refused('request-invalid'));
    }
  });

  it('that began with what only Epic has can be mended, and not be proposed as it is', async () => {
    const id = await bench.add('fhir-r4');
    await bench.organization.in(async ({ configuration }) => {
      const open = await configuration.open(id);
      if (open === null) throw new Error('it is open');
      const content = { ...open.content, sessionKeySource: 'epic-session-id' as const };
      await configuration.change(open, { content: { ...content, writeback: EPIC_WRITEBACK } });
    });
    const foreign = { sessionKeySource: 'epic-session-id', writeback: EPIC_WRITEBACK } as const;
    await bench.write(id, foreign);
    const { version } = await bench.probe(id);
    await expect(bench.configuring.propose(bench.admin, id, version)).rejects.toThrow(
      /sessionKeySource, writeback/,
    );
    await bench.write(id);
    await expect(bench.write(id, foreign)).rejects.toMatchObject(refused('request-invalid'));
  });

  it('to Epic lacks the address of the writeback until it is given, or nothing is to be written back', async () => {
    const id = await bench.add();
    const { version } = await bench.write(id, { writeback: { ...EPIC_WRITEBACK, url: '' } });
    await expect(bench.configuring.propose(bench.admin, id, version)).rejects.toThrow(/writeback\.url/);
    await expect(bench.propose(id)).resolves.toMatchObject({ state: 'proposed' });
  });

  it('shares with each other organisation once, and never with its own', async () => {
    const id = await bench.add();
    const share = { tenantId: randomUUID(), departments: ['1'] };
    for (const shares of [[share, share], [{ ...share, tenantId: bench.organization.tenantId }]])
      await expect(bench.write(id, { shares })).rejects.toMatchObject(refused('request-invalid'));
  });

  it('writes accounts and addresses in one form', async () => {
    const id = await bench.add();
    const { content } = await bench.write(id, {
      approver: APPROVER.toUpperCase(),
      fhirBaseUrl: ' https://epic.example/r4/ ',
    });
    expect(content).toMatchObject({ approver: APPROVER, fhirBaseUrl: 'https://epic.example/r4' });
  });
});

describe('the authority', () => {
  it('comes from the probe of the very address, without changing the version, and goes with the address', async () => {
    const id = await bench.add();
    const { version, digest } = await bench.write(id);
    const probed = await bench.probe(id);
    expect(probed).toMatchObject({ version, content: { authority: authorityOf(CONTENT.fhirBaseUrl) } });
    expect(probed.digest).not.toBe(digest);
    expect((await bench.write(id, { clientId: 'other' })).content.authority).toEqual(
      authorityOf(CONTENT.fhirBaseUrl),
    );
    const moved = await bench.write(id, { fhirBaseUrl: 'https://other.example/r4' });
    expect(moved).toMatchObject({ probe: null, content: { authority: null } });
  });

  it('is not taken from the probe of another address', async () => {
    const id = await bench.add();
    const { number, content } = await bench.write(id);
    const fhirBaseUrl = 'https://evil.example/r4';
    const report = {
      at: bench.world.clock.now(),
      fhirBaseUrl,
      probed: probedOf({ ...content, fhirBaseUrl }),
      results: [FINE],
      authority: authorityOf('https://evil.example'),
    };
    await expect(
      bench.configuring.keepProbe(bench.organization.id, id, number, report),
    ).rejects.toMatchObject(refused('revision-changed'));
    expect((await bench.open(id)).content.authority).toBeNull();
  });

  it('of a proposal does not change any more', async () => {
    const id = await bench.add();
    const { content } = await bench.propose(id);
    await expect(bench.probe(id)).rejects.toMatchObject(refused('revision-not-open'));
    expect((await bench.open(id)).content).toEqual(content);
  });
});

describe('credentials', () => {
  const withCredentials = async () => {
    const id = await bench.add();
    const { version } = await bench.write(id, { writeback: EPIC_WRITEBACK });
    await bench.configuring.setCredentials(bench.admin, id, version, credentials);
    return id;
  };

  it.each([
    ['the FHIR server', { writeback: EPIC_WRITEBACK, fhirBaseUrl: 'https://other.example/r4' }],
    ['the status service', { writeback: { ...EPIC_WRITEBACK, url: 'https://other.example/status' } }],
    ['the port', { writeback: { ...EPIC_WRITEBACK, url: 'https://epic.example:8443/status' } }],
    ['the status service to none', {}],
  ])('go when %s changes', async (_, change) => {
    const id = await withCredentials();
    expect(await hasCredentials(id)).toBe(true);
    await bench.write(id, change);
    expect(await hasCredentials(id)).toBe(false);
    // And do not come back with the address they were entered for.
    await bench.write(id, { writeback: EPIC_WRITEBACK });
    expect(await hasCredentials(id)).toBe(false);
  });

  it('stay while what changes has the same address', async () => {
    const id = await withCredentials();
    await bench.write(id, { writeback: { ...EPIC_WRITEBACK, url: 'https://epic.example/other' } });
    expect(await hasCredentials(id)).toBe(true);
  });

  it('come along into the next draft, and serve once that is approved', async () => {
    const id = await withCredentials();
    const { version } = await bench.probe(id);
    const proposal = await bench.configuring.propose(bench.admin, id, version);
    await bench.prove(id);
    const { connectionKeys } = bench.world.database;
    const serving = { organizationId: bench.organization.id, id, revision: proposal.number };
    expect(await connectionKeys.basicCredentials(serving)).toBeNull();
    await bench.configuring.approve(bench.approver, id, proposal.number, proposal.digest);
    expect(await connectionKeys.basicCredentials(serving)).toEqual(credentials);
    expect((await bench.write(id, { writeback: EPIC_WRITEBACK })).hasBasicCredentials).toBe(true);
    expect((await bench.write(id)).hasBasicCredentials).toBe(false);
    expect(await connectionKeys.basicCredentials(serving)).toEqual(credentials);
  });

  it('of a revision that serves by now are not given out for the address of the one before', async () => {
    const id = await withCredentials();
    const { version } = await bench.probe(id);
    const { number, digest } = await bench.configuring.propose(bench.admin, id, version);
    await bench.prove(id);
    await bench.configuring.approve(bench.approver, id, number, digest);
    const before = await bench.organization.in(({ connections }) => connections.get(id));
    const moved = await bench.write(id, {
      writeback: { ...EPIC_WRITEBACK, url: 'https://new.example/status' },
    });
    const newer = { user: 'emp', password: 'of-the-new-host' };
    await bench.configuring.setCredentials(bench.admin, id, moved.version, newer);
    const proposal = await bench.configuring.propose(bench.admin, id, (await bench.probe(id)).version);
    await bench.prove(id);
    await bench.configuring.approve(bench.approver, id, proposal.number, proposal.digest);
    const after = await bench.organization.in(({ connections }) => connections.get(id));
    if (before === null || after === null) throw new Error('it serves');
    const { connectionKeys } = bench.world.database;
    expect(await connectionKeys.basicCredentials(before)).toEqual(credentials);
    expect(await connectionKeys.basicCredentials(after)).toEqual(newer);
  });

  it('are told by the revision they were entered for, and replaced in a draft only', async () => {
    const id = await withCredentials();
    const proposed = async () => {
      const { version } = await bench.probe(id);
      const proposal = await bench.configuring.propose(bench.admin, id, version);
      await bench.prove(id);
      return proposal;
    };
    const replace = (version: number, by: typeof credentials | null) =>
      bench.configuring.setCredentials(bench.admin, id, version, by);
    const approve = ({ number, digest }: Revision) =>
      bench.configuring.approve(bench.approver, id, number, digest);
    const first = await approve(await proposed());
    expect(first.credentialsSetIn).toBe(1);
    // What serves is nobody's to change without an approval.
    await expect(replace(first.version, null)).rejects.toMatchObject({ code: 'revision-not-open' });
    const draft = await bench.write(id, { writeback: EPIC_WRITEBACK });
    expect(draft.credentialsSetIn).toBe(1);
    expect((await replace(draft.version, { user: 'emp', password: 'another' })).credentialsSetIn).toBe(2);
    const proposal = await proposed();
    expect(proposal).toMatchObject({ digest: first.digest, credentialsSetIn: 2 });
    for (const after of [credentials, null])
      await expect(replace(proposal.version, after)).rejects.toMatchObject({ code: 'revision-not-open' });
    await approve(proposal);
    expect((await bench.live(id))?.credentialsSetIn).toBe(2);
    expect((await bench.audited(id)).at(-1)?.details).toMatchObject({ changed: 'credentials' });
    const later = await bench.write(id);
    expect(later).toMatchObject({ number: 3, credentialsSetIn: null });
  });

  it('are in no audit entry', async () => {
    const id = await withCredentials();
    const entries = JSON.stringify(await bench.audited(id));
    expect(entries).toContain('credentials-set');
    expect(entries).not.toContain(credentials.password);
  });
});

it('remembers where one stands with the client record, of drafts and proposals', async () => {
  const id = await bench.add();
  const { version } = await bench.propose(id);
  bench.world.clock.advance(HOUR_MS);
  const waiting = await bench.configuring.setRegistration(bench.admin, id, version, 'waiting');
  expect(waiting.registration).toEqual({ state: 'waiting', since: bench.world.clock.now() });
  await expect(bench.configuring.setRegistration(bench.admin, id, version, 'active')).rejects.toMatchObject(
    refused('revision-changed'),
  );
});

describe('restoring', () => {
  it('begins a draft with what was approved once; it is probed and approved again before it serves', async () => {
    const id = await bench.add();
    const first = await bench.approve(id, { clientId: 'first' });
    await bench.approve(id, { clientId: 'second' });
    bench.world.clock.advance(DAY_MS);
    const draft = await bench.configuring.restore(bench.admin, id, 1);
    expect(draft).toMatchObject({
      number: 3,
      origin: { kind: 'rollback', of: 1 },
      digest: first.digest,
      probe: null,
    });
    expect((await bench.live(id))?.number).toBe(2);
    await expect(bench.configuring.propose(bench.admin, id, draft.version)).rejects.toMatchObject(
      refused('revision-incomplete'),
    );
    await expect(bench.configuring.restore(bench.admin, id, 2)).rejects.toMatchObject(
      refused('revision-already-open'),
    );
    const { version } = await bench.probe(id);
    const { number, digest } = await bench.configuring.propose(bench.admin, id, version);
    await bench.prove(id);
    await bench.configuring.approve(bench.approver, id, number, digest);
    expect(await bench.live(id)).toMatchObject({ number: 3, digest: first.digest });
  });

  it('is only of what was approved', async () => {
    const id = await bench.add();
    const { number, digest } = await bench.propose(id);
    await bench.configuring.reject(bench.approver, id, number, digest, 'no');
    await expect(bench.configuring.restore(bench.admin, id, 1)).rejects.toMatchObject(
      refused('connection-not-approved'),
    );
    await expect(bench.configuring.restore(bench.admin, id, 9)).rejects.toMatchObject(
      refused('revision-not-found'),
    );
  });
});

describe('who may', () => {
  it('edit a draft are admins and its approver, and nobody of another organisation', async () => {
    const id = await bench.add();
    const { version } = await bench.write(id);
    const edit = (member = bench.admin, at = version) =>
      bench.configuring.saveDraft(member, id, { version: at, content: CONTENT, note: '' });
    for (const roles of [[], ['Clinician'], ['Coordinator'], ['Auditor']] as const)
      await expect(edit(bench.member(randomUUID(), roles))).rejects.toMatchObject(refused('not-allowed'));
    const { version: next } = await edit(bench.approver);
    const other = await bench.world.organization();
    await expect(edit({ ...bench.admin, organizationId: other.id }, next)).rejects.toMatchObject(
      refused('connection-unknown'),
    );
  });

  it('add a connection are admins', async () => {
    const { configuring, approver } = bench;
    await expect(
      configuring.add(approver, { name: 'x', environment: 'testing', ehr: 'epic' }),
    ).rejects.toMatchObject(refused('not-allowed'));
  });

  it('decide is told: the approver of what is open, and who approves what serves', async () => {
    const id = await bench.add();
    const { approver } = bench;
    expect(await standingOf(approver, id)).toMatchObject({ isDeciding: false, isApproving: false });
    await bench.approve(id);
    expect(await standingOf(approver, id)).toMatchObject({ isDeciding: false, isApproving: true });
    const next = randomUUID();
    await bench.write(id, { approver: next });
    expect(await standingOf(approver, id)).toMatchObject({ isDeciding: false, isApproving: true });
    expect(await standingOf(bench.member(next), id)).toMatchObject({
      isDeciding: true,
      isApproving: true,
    });
  });
});
