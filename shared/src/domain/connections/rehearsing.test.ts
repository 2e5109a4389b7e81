import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../kernel/clock.ts';
import {
  ADMIN,
  APPROVER,
  authorityOf,
  benchOf,
  CONTENT,
  type ConfiguringBench,
  createConfiguringBench,
  FINE,
  ORGANIZER,
  OTHER_ADMIN,
} from './configuring.test-support.ts';
import type { DraftContent } from './draft-content.ts';
import type { CheckResult, MicrosoftReadiness, ProbeSubject } from './probe.ts';
import { createProbing } from './probing.ts';
import { createRehearsing } from './rehearsing.ts';

let bench: ConfiguringBench;
beforeAll(async () => {
  bench = await createConfiguringBench();
  await bench.organization.in(async ({ configAdmins }) => {
    for (const id of [ADMIN, OTHER_ADMIN]) await configAdmins.seen(id, bench.world.clock.now());
  });
});
afterAll(() => bench.close());

const signal = AbortSignal.timeout(60_000);
const ignore = () => undefined;
const FAILED: CheckResult = { ...FINE, outcome: 'failed', finding: 'unreachable' };
const MICROSOFT: CheckResult = {
  check: 'meeting-policy',
  outcome: 'warning',
  finding: 'meeting-not-deleted',
  details: {},
};

/** An EHR that looks as told, and notes what was asked of it. */
function looking(result: () => CheckResult = () => FINE) {
  const asked: ProbeSubject[] = [];
  const askedOfMicrosoft: Parameters<MicrosoftReadiness['run']>[0][] = [];
  const failures: string[] = [];
  const { database, clock } = bench.world;
  const parties = {
    inTransaction: database.inTransaction,
    clock,
    ehr: {
      run: async (subject: ProbeSubject, onResult: (each: CheckResult) => void) => {
        asked.push(subject);
        const found = result();
        onResult(found);
        return { results: [found], authority: authorityOf(subject.fhirBaseUrl) };
      },
    },
    microsoft: {
      run: async (
        subject: Parameters<MicrosoftReadiness['run']>[0],
        onResult: (each: CheckResult) => void,
      ) => {
        askedOfMicrosoft.push(subject);
        onResult(MICROSOFT);
        return [MICROSOFT];
      },
    },
  };
  const rehearsing = createRehearsing({
    ...parties,
    organizations: database.organizations,
    onFailure: (_, connectionId) => failures.push(connectionId),
  });
  const probing = createProbing({ ...parties, drafting: bench.configuring });
  return { rehearsing, probing, asked, askedOfMicrosoft, failures };
}
const rehearsals = (id: string, limit = 10) =>
  bench.organization.in(({ configuration }) => configuration.rehearsals(id, limit));
const failedNotices = async (id: string) =>
  (await bench.notices(id)).filter((notice) => notice.startsWith('rehearsal-failed')).toSorted();

describe('a rehearsal', () => {
  it('looks at what serves, with the authority that was approved, and is kept', async () => {
    const id = await bench.add();
    const live = await bench.approve(id);
    await bench.write(id, { fhirBaseUrl: 'https://draft.example/r4' });
    const { rehearsing, asked, askedOfMicrosoft } = looking();
    const told: CheckResult[] = [];
    const rehearsal = await rehearsing.rehearse(bench.admin, id, (result) => told.push(result), signal);
    expect(told).toEqual([FINE, MICROSOFT]);
    expect(asked).toMatchObject([
      { fhirBaseUrl: CONTENT.fhirBaseUrl, connectionId: id, pinned: live.content.authority },
    ]);
    expect(askedOfMicrosoft).toEqual([
      { tenantId: bench.organization.tenantId, organizers: [ORGANIZER], clinicians: [] },
    ]);
    expect(rehearsal).toMatchObject({ isGreen: true, by: `entra:${ADMIN}` });
    expect(await rehearsals(id)).toEqual([rehearsal]);
    expect((await bench.audited(id)).at(-1)).toMatchObject({
      action: 'connection-rehearsed',
      details: { result: 'green' },
    });
  });

  it('tells admins and approver when green turns red, and when the first is red, once each', async () => {
    const id = await bench.add();
    await bench.approve(id);
    let result = FAILED;
    const { rehearsing } = looking(() => result);
    const rehearse = async () => {
      bench.world.clock.advance(MINUTE_MS);
      await rehearsing.rehearse(bench.admin, id, ignore, signal);
    };
    const everybody = [APPROVER, ADMIN, OTHER_ADMIN].map((who) => `rehearsal-failed ${who}`).toSorted();
    await rehearse();
    expect(await failedNotices(id)).toEqual(everybody);
    await rehearse();
    expect(await failedNotices(id)).toEqual(everybody);
    result = FINE;
    await rehearse();
    result = FAILED;
    await rehearse();
    expect(await failedNotices(id)).toEqual([...everybody, ...everybody].toSorted());
    expect((await rehearsals(id)).map(({ isGreen }) => isGreen)).toEqual([false, true, false, false]);
    expect(await rehearsals(id, 1)).toHaveLength(1);
  });

  it('that breaks off is none', async () => {
    const id = await bench.add();
    await bench.approve(id);
    const draft = await bench.write(id);
    const stopped = AbortSignal.abort(new Error('stopped'));
    const { rehearsing, probing } = looking();
    await expect(rehearsing.rehearse(bench.admin, id, ignore, stopped)).rejects.toThrow('stopped');
    expect(await rehearsals(id)).toEqual([]);
    await expect(probing.probe(bench.admin, id, ignore, stopped)).rejects.toThrow('stopped');
    expect(await bench.open(id)).toEqual(draft);
  });

  it('is of what was approved, by who may', async () => {
    const id = await bench.add();
    const { rehearsing, asked } = looking();
    const rehearse = (member = bench.admin) => rehearsing.rehearse(member, id, ignore, signal);
    await expect(rehearse()).rejects.toMatchObject({ code: 'connection-not-approved' });
    await bench.approve(id);
    await expect(rehearse(bench.member(ORGANIZER, ['Auditor']))).rejects.toMatchObject({
      code: 'not-allowed',
    });
    expect(asked).toEqual([]);
    await bench.configuring.disable(bench.admin, id, '');
    expect((await rehearse(bench.approver)).isGreen).toBe(true);
  });
});

it('rehearses every night all that serves, of every organisation, whatever breaks', async () => {
  const other = benchOf(bench.world, await bench.world.organization());
  const theirs = await other.add();
  await other.approve(theirs);
  const [breaking, disabled, unapproved, fine] = [
    await bench.add(),
    await bench.add(),
    await bench.add(),
    await bench.add(),
  ];
  for (const id of [breaking, disabled, fine]) await bench.approve(id);
  await bench.configuring.disable(bench.admin, disabled, '');
  let asking = '';
  const { rehearsing, asked, failures } = looking(() => {
    if (asking === breaking) throw new Error('broke off');
    return FINE;
  });
  const push = asked.push.bind(asked);
  asked.push = (subject) => {
    asking = subject.connectionId;
    return push(subject);
  };
  await rehearsing.nightly(signal);
  const rehearsed = asked.map(({ connectionId }) => connectionId);
  for (const id of [theirs, fine, breaking, other.organization.connection.id])
    expect(rehearsed.filter((each) => each === id)).toHaveLength(1);
  expect(rehearsed).not.toContain(disabled);
  expect(rehearsed).not.toContain(unapproved);
  expect(failures).toEqual([breaking]);
  expect(await rehearsals(fine)).toMatchObject([{ by: 'service', isGreen: true }]);
  await looking().rehearsing.nightly(AbortSignal.abort());
  expect(await rehearsals(fine)).toHaveLength(1);
});

describe('a probe', () => {
  it('looks at the draft beside the other connections, and its report and authority are kept with it', async () => {
    const id = await bench.add();
    const { version } = await bench.write(id, { fhirBaseUrl: 'https://new.example/r4' });
    const { probing, asked } = looking();
    const draft = await probing.probe(bench.admin, id, ignore, signal);
    expect(draft).toMatchObject({
      version,
      content: { authority: authorityOf('https://new.example/r4') },
      probe: { fhirBaseUrl: 'https://new.example/r4', results: [FINE, MICROSOFT] },
    });
    expect(asked[0]).toMatchObject({ pinned: null, environment: 'testing', clientId: CONTENT.clientId });
    expect(asked[0]?.others.map(({ fhirBaseUrl }) => fhirBaseUrl)).toContain('https://ehr.example/fhir');
    expect(asked[0]?.others.map(({ fhirBaseUrl }) => fhirBaseUrl)).not.toContain('https://new.example/r4');
  });

  /** Probes a draft, which is changed while the EHR is looked at. */
  const probeWhile = async (id: string, change: Partial<DraftContent>) => {
    await bench.write(id);
    const { database, clock } = bench.world;
    const probing = createProbing({
      inTransaction: database.inTransaction,
      clock,
      drafting: bench.configuring,
      ehr: {
        run: async ({ fhirBaseUrl }) => {
          await bench.write(id, change);
          return { results: [FINE], authority: authorityOf(fhirBaseUrl) };
        },
      },
      microsoft: { run: async () => [] },
    });
    return await probing.probe(bench.admin, id, ignore, signal);
  };

  it.each([
    ['address', { fhirBaseUrl: 'https://moved.example/r4' }],
    ['client', { clientId: 'client-2' }],
    ['algorithm', { signingAlgorithm: 'RS384' }],
    ['writeback', { writeback: { kind: 'fhir-r4', markAppointmentArrived: true } }],
    ['pool of organisers', { organizers: [ADMIN] }],
  ] as const)('counts for nothing when the %s was changed under it', async (_, change) => {
    const id = await bench.add();
    await expect(probeWhile(id, change)).rejects.toMatchObject({ code: 'revision-changed' });
    expect(await bench.open(id)).toMatchObject({ probe: null, content: { authority: null } });
  });

  it('is kept when only something was changed under it that it does not look at', async () => {
    const id = await bench.add();
    expect(await probeWhile(id, { approver: ADMIN, onlyDepartments: ['1'] })).toMatchObject({
      content: { approver: ADMIN, authority: authorityOf(CONTENT.fhirBaseUrl) },
      probe: { results: [FINE], probed: { clientId: CONTENT.clientId, organizers: CONTENT.organizers } },
    });
  });

  it('is of a draft, by who may write it', async () => {
    const id = await bench.add();
    const { probing } = looking();
    await expect(probing.probe(bench.approver, id, ignore, signal)).rejects.toMatchObject({
      code: 'not-allowed',
    });
    await bench.propose(id);
    await expect(probing.probe(bench.admin, id, ignore, signal)).rejects.toMatchObject({
      code: 'revision-not-open',
    });
  });
});
