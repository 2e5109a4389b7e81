import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, type ConfiguringBench, createConfiguringBench } from './configuring.test-support.ts';
import { FIRST_SETTINGS } from './first-content.ts';

let bench: ConfiguringBench;
beforeAll(async () => {
  bench = await createConfiguringBench();
});
afterAll(() => bench.close());

const refused = (code: string) => ({ code });
const configured = async (id: string) => {
  const connection = await bench.organization.in(({ configuration }) => configuration.get(id));
  if (connection === null) throw new Error('it is there');
  return connection;
};

describe('settings', () => {
  it('take effect at once, and say in the log what changed', async () => {
    const id = await bench.add();
    await bench.approve(id);
    const settings = { ...FIRST_SETTINGS, connectedMeans: 'meeting', helpContact: 'call 12' } as const;
    await bench.configuring.saveSettings(bench.admin, id, { version: 1, name: 'Renamed', settings });
    const connection = await bench.organization.in(({ connections }) => connections.get(id));
    expect(connection).toMatchObject({ name: 'Renamed', settings });
    expect((await bench.audited(id)).at(-1)).toMatchObject({
      action: 'settings-changed',
      actor: `entra:${ADMIN}`,
      details: { changed: 'name, connectedMeans, helpContact' },
    });
  });

  it('are saved by one at a time', async () => {
    const id = await bench.add();
    const save = (helpContact: string) =>
      bench.configuring.saveSettings(bench.admin, id, {
        version: 1,
        name: 'x',
        settings: { ...FIRST_SETTINGS, helpContact },
      });
    const raced = await Promise.allSettled([save('a'), save('b'), save('c')]);
    expect(raced.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(raced.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: refused('settings-changed'),
    });
    expect((await configured(id)).settingsVersion).toBe(2);
    const version = Number.MAX_SAFE_INTEGER;
    await expect(
      bench.configuring.saveSettings(bench.admin, id, { version, name: 'x', settings: FIRST_SETTINGS }),
    ).rejects.toMatchObject(refused('settings-changed'));
  });

  it('name chats only that the app was added to, or that stood there before', async () => {
    const id = await bench.add();
    const chat = {
      kind: 'conversation',
      conversationId: '19:desk',
      serviceUrl: 'https://teams.example',
    } as const;
    const { name } = await configured(id);
    const department = { ehrId: '1', name: 'Cardiology' };
    const save = async (change: object) =>
      bench.configuring.saveSettings(bench.admin, id, {
        version: (await configured(id)).settingsVersion,
        name,
        settings: { ...FIRST_SETTINGS, ...change },
      });
    const invalid = refused('request-invalid');
    await expect(save({ fallback: chat })).rejects.toMatchObject(invalid);
    await bench.organization.in(({ places }) =>
      places.add({ ...chat, kind: 'chat', entraGroupId: null, name: null }),
    );
    await expect(save({ fallback: { ...chat, serviceUrl: 'https://evil.example' } })).rejects.toMatchObject(
      invalid,
    );
    await save({ departments: [{ ...department, fallback: chat }] });
    await bench.organization.in(({ places }) => places.remove(chat.conversationId));
    await save({ fallback: chat, departments: [{ ...department, fallback: chat }] });
    await expect(
      save({ departments: [department, department].map((each) => ({ ...each, fallback: null })) }),
    ).rejects.toMatchObject(invalid);
  });

  it('are for admins', async () => {
    const id = await bench.add();
    await bench.approve(id);
    const change = { version: 1, name: 'x', settings: FIRST_SETTINGS };
    for (const member of [bench.approver, bench.member(randomUUID(), ['Auditor', 'Coordinator'])])
      await expect(bench.configuring.saveSettings(member, id, change)).rejects.toMatchObject(
        refused('not-allowed'),
      );
  });
});

describe('disabling', () => {
  it('is at once and of the approver too; enabling is of admins, and of what was approved', async () => {
    const { admin, approver, configuring } = bench;
    const id = await bench.add();
    for (const turn of [configuring.disable, configuring.enable])
      await expect(turn(admin, id, '')).rejects.toMatchObject(refused('connection-not-approved'));
    await bench.approve(id);
    await configuring.disable(approver, id, 'the EHR is down');
    await configuring.disable(approver, id, 'again');
    expect((await configured(id)).state).toBe('disabled');
    await expect(configuring.enable(approver, id, '')).rejects.toMatchObject(refused('not-allowed'));
    await configuring.enable(admin, id, '');
    expect((await configured(id)).state).toBe('approved');
    const turns = (await bench.audited(id)).slice(-2);
    expect(turns).toMatchObject([
      { action: 'connection-disabled', details: { reason: 'the EHR is down', revision: '1' } },
      { action: 'connection-enabled' },
    ]);
  });

  it('outlasts an approval', async () => {
    const id = await bench.add();
    await bench.approve(id);
    await bench.configuring.disable(bench.admin, id, '');
    await bench.approve(id, { clientId: 'second' });
    expect(await configured(id)).toMatchObject({ state: 'disabled', liveRevision: 2 });
  });
});

describe('promoting', () => {
  it('carries into production what does not belong to testing, and no more', async () => {
    const id = await bench.add();
    const live = await bench.approve(id);
    const production = await bench.configuring.promote(bench.admin, id, { kind: 'new', name: 'Production' });
    expect(await configured(production)).toMatchObject({
      name: 'Production',
      environment: 'production',
      ehr: 'epic',
      state: 'unapproved',
    });
    const draft = await bench.open(production);
    expect(draft).toMatchObject({
      origin: { kind: 'promotion', connectionId: id, of: live.number },
      content: { ...live.content, clientId: '', authority: null },
      probe: null,
      hasBasicCredentials: false,
    });
    await expect(bench.propose(production)).rejects.toMatchObject(refused('revision-incomplete'));
    expect((await bench.propose(production, { fhirBaseUrl: 'https://prd.example/r4' })).state).toBe(
      'proposed',
    );
  });

  it('onto a production connection keeps its own address and client', async () => {
    const production = await bench.add('epic', 'production');
    const own = await bench.approve(production, { fhirBaseUrl: 'https://prd.example/r4', clientId: 'prd' });
    const testing = await bench.add();
    await bench.approve(testing, { sessionKeySource: 'smart-encounter' });
    const to = { kind: 'existing', connectionId: production } as const;
    expect(await bench.configuring.promote(bench.admin, testing, to)).toBe(production);
    expect((await bench.open(production)).content).toEqual({
      ...own.content,
      sessionKeySource: 'smart-encounter',
    });
    expect((await bench.live(production))?.digest).toBe(own.digest);
    await expect(bench.configuring.promote(bench.admin, testing, to)).rejects.toMatchObject(
      refused('revision-already-open'),
    );
  });

  it('and rolling back publish a key of the algorithm that the draft signs with', async () => {
    const algorithms = (id: string) =>
      bench.organization.in(async ({ keys }) => (await keys.list(id)).map(({ algorithm }) => algorithm));
    const production = await bench.add('epic', 'production');
    await bench.approve(production, { fhirBaseUrl: 'https://prd.example/r4' });
    const testing = await bench.add();
    const first = await bench.approve(testing, { signingAlgorithm: 'RS384' });
    const to = { kind: 'existing', connectionId: production } as const;
    await bench.configuring.promote(bench.admin, testing, to);
    expect(await algorithms(production)).toContain('RS384');

    await bench.approve(testing, { clientId: 'second' });
    // As a rotation does with keys that nothing signs with any more.
    await bench.organization.in(async ({ keys }) => {
      const old = (await keys.list(testing)).filter(({ algorithm }) => algorithm === 'RS384');
      await keys.forget(
        testing,
        old.map(({ kid }) => kid),
      );
    });
    await bench.configuring.restore(bench.admin, testing, first.number);
    expect(await algorithms(testing)).toContain('RS384');
  });

  it('is from testing, of what was approved, to production of the same EHR', async () => {
    const { admin, configuring } = bench;
    const testing = await bench.add();
    const toNew = { kind: 'new', name: 'x' } as const;
    await expect(configuring.promote(admin, testing, toNew)).rejects.toMatchObject(
      refused('connection-not-approved'),
    );
    await bench.approve(testing);
    for (const target of [await bench.add('fhir-r4', 'production'), await bench.add('epic', 'testing')])
      await expect(
        configuring.promote(admin, testing, { kind: 'existing', connectionId: target }),
      ).rejects.toMatchObject(refused('request-invalid'));
    const production = await bench.add('epic', 'production');
    await bench.approve(production);
    await expect(configuring.promote(admin, production, toNew)).rejects.toMatchObject(
      refused('request-invalid'),
    );
  });
});
