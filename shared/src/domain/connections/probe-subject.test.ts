import { randomUUID } from 'node:crypto';
import { withClient } from '@ehr-connector/sandbox/postgres/roles.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  authorityOf,
  CONTENT,
  type ConfiguringBench,
  createConfiguringBench,
  EPIC_WRITEBACK,
  FINE,
  ORGANIZER,
} from './configuring.test-support.ts';
import type { DraftContent } from './draft-content.ts';
import { firstContent } from './first-content.ts';
import { missingOf } from './missing.ts';
import { PROBED_PARTS, type ProbeReport } from './probe.ts';
import { probedOf, tellsOf } from './probe-subject.ts';
import type { RevisionContent } from './revision.ts';

let bench: ConfiguringBench;
beforeAll(async () => {
  bench = await createConfiguringBench();
});
afterAll(() => bench.close());

const SECOND = randomUUID();
const WRITEBACK = { ...EPIC_WRITEBACK, authentication: 'client-credentials' } as const;
const WRITTEN: DraftContent = { ...CONTENT, writeback: WRITEBACK, organizers: [ORGANIZER, SECOND] };
const PROBED: RevisionContent = { ...WRITTEN, authority: authorityOf(CONTENT.fhirBaseUrl) };
const REPORT: ProbeReport = {
  at: new Date(0),
  fhirBaseUrl: PROBED.fhirBaseUrl,
  probed: probedOf(PROBED),
  results: [FINE],
  authority: PROBED.authority,
};

type Change = { readonly [Part in keyof RevisionContent]?: RevisionContent[Part] };

/** Something else that a probe would have to look at anew. */
const LOOKED_AT = {
  fhirBaseUrl: 'https://other.example/r4',
  clientId: 'client-2',
  signingAlgorithm: 'RS384',
  organizers: [ORGANIZER],
  writeback: { kind: 'none' },
} as const satisfies Change;
/** Nothing that a probe looks at; the authority is what it finds. */
const OTHERS = {
  authority: authorityOf('https://other.example'),
  sessionKeySource: 'smart-encounter',
  approver: randomUUID(),
  onlyDepartments: ['1'],
  shares: [{ tenantId: randomUUID(), departments: ['1'] }],
} as const satisfies Change;
const each = (changes: Change) =>
  Object.entries(changes).map(([part, value]): [string, Change] => [part, { [part]: value }]);

const lacksProbe = async (id: string): Promise<boolean> => {
  const revision = await bench.open(id);
  return await bench.organization.in(async (stores) => {
    const connection = await stores.configuration.get(id);
    if (connection === null) throw new Error('it was added');
    return (await missingOf(stores, connection, revision, bench.world.clock.now())).includes('probe');
  });
};
const probed = async (): Promise<string> => {
  const id = await bench.add();
  await bench.write(id, WRITTEN);
  await bench.probe(id);
  return id;
};

describe('what a probe looks at', () => {
  it('is decided for everything that a revision holds', () => {
    const decided = Object.keys({ ...LOOKED_AT, ...OTHERS });
    expect(decided.toSorted()).toEqual(Object.keys(firstContent('epic')).toSorted());
    expect(Object.keys(LOOKED_AT).toSorted()).toEqual([...PROBED_PARTS].toSorted());
    expect(Object.keys(probedOf(PROBED)).toSorted()).toEqual([...PROBED_PARTS].toSorted());
    expect(tellsOf(REPORT, PROBED)).toBe(true);
  });

  it.each(each(LOOKED_AT))('is the %s', (_, change) => {
    expect(tellsOf(REPORT, { ...PROBED, ...change })).toBe(false);
  });

  it.each(each(OTHERS))('is not the %s', (_, change) => {
    expect(tellsOf(REPORT, { ...PROBED, ...change })).toBe(true);
  });

  it.each(Object.entries(WRITEBACK))('is everything of the writeback: %s', (name) => {
    expect(tellsOf(REPORT, { ...PROBED, writeback: { ...WRITEBACK, [name]: 'another' } })).toBe(false);
  });

  it('is the organisers, in whichever order', () => {
    expect(tellsOf(REPORT, { ...PROBED, organizers: [SECOND, ORGANIZER] })).toBe(true);
    expect(tellsOf(REPORT, { ...PROBED, organizers: [SECOND, randomUUID()] })).toBe(false);
  });
});

describe('a draft that was probed', () => {
  it.each(each(LOOKED_AT))('has to be probed again after a change of: %s', async (_, change) => {
    const id = await probed();
    const { version } = await bench.write(id, { ...WRITTEN, ...change });
    expect(await lacksProbe(id)).toBe(true);
    await expect(bench.configuring.propose(bench.admin, id, version)).rejects.toMatchObject({
      code: 'revision-incomplete',
    });
  });

  it.each(each(OTHERS).filter(([part]) => part !== 'authority'))(
    'can be proposed after a change of: %s',
    async (_, change) => {
      const id = await probed();
      const { version } = await bench.write(id, { ...WRITTEN, ...change });
      expect((await bench.configuring.propose(bench.admin, id, version)).state).toBe('proposed');
    },
  );

  it('can be proposed when it was probed again, or is as it was', async () => {
    const id = await probed();
    await bench.write(id, { ...WRITTEN, clientId: 'client-2' });
    expect(await lacksProbe(id)).toBe(true);
    await bench.write(id, WRITTEN);
    expect(await lacksProbe(id)).toBe(false);
    await bench.write(id, { ...WRITTEN, clientId: 'client-2' });
    const { version } = await bench.probe(id);
    expect((await bench.configuring.propose(bench.admin, id, version)).state).toBe('proposed');
  });

  it('stays so when note, registration, credentials, name or settings change', async () => {
    const { admin, configuring, organization } = bench;
    const id = await probed();
    const { version } = await bench.open(id);
    const noted = await configuring.saveDraft(admin, id, { version, content: WRITTEN, note: 'why' });
    const waiting = await configuring.setRegistration(admin, id, noted.version, 'waiting');
    await configuring.setCredentials(admin, id, waiting.version, { user: 'emp', password: 'secret' });
    await organization.in(async ({ configuration }) => {
      const connection = await configuration.get(id);
      if (connection === null) throw new Error('it was added');
      const settings = { ...connection.settings, helpContact: '555-0100' };
      await configuration.saveSettings(id, connection.settingsVersion, { name: 'Another', settings });
    });
    expect(await lacksProbe(id)).toBe(false);
  });

  it('has to be probed again where the report does not say of what it is', async () => {
    const id = await probed();
    const { number } = await bench.open(id);
    // As reports were kept once.
    await withClient(bench.world.ownerDatabaseUrl, (owner) =>
      owner.query(
        `update connection_revisions set probe = probe - 'probed' where connection_id = $1 and number = $2`,
        [id, number],
      ),
    );
    expect((await bench.open(id)).probe).toMatchObject({ probed: null, results: [FINE] });
    expect(await lacksProbe(id)).toBe(true);
  });
});
