import { randomUUID } from 'node:crypto';
import { nodeRandomness } from '@ehr-connector/shared/adapters/node/randomness.ts';
import {
  createTestWorld,
  type TestWorld,
} from '@ehr-connector/shared/adapters/postgres/database.test-support.ts';
import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAskers } from '../asker.ts';
import type { HttpRequest } from '../server.ts';
import { type Asking, createAsking } from './asking.ts';

let world: TestWorld;
let asking: Asking;
beforeAll(async () => {
  world = await createTestWorld();
  const { tenantId } = await world.organization();
  const auditor = {
    tenantId,
    entraObjectId: randomUUID(),
    roles: ['Auditor'],
    isDirectoryAdmin: false,
    displayName: '',
    username: '',
  } as const;
  const { inTransaction, finder } = world.database;
  const askers = createAskers({
    publicUrl: 'https://visits.example.org',
    finder,
    inTransaction,
    entering: { refusal: () => new DomainError('other-organisation', 'nobody’s') },
    entrantCookies: { open: async () => null },
    tabTokens: { verify: async () => auditor },
    clock: world.clock,
    randomness: nodeRandomness,
  });
  asking = createAsking({ askers, inTransaction });
});
afterAll(() => world.close());

const exporting = (headers: HttpRequest['headers']) =>
  asking.ofOrganization(
    { method: 'GET', headers: { authorization: 'Bearer x', ...headers } } as HttpRequest,
    'export-audit',
  );

it.each(['cross-site', 'same-site'])(
  'looks at nothing for a link of a page elsewhere (%s), since looking is written down',
  async (site) => {
    await expect(exporting({ 'sec-fetch-site': site })).rejects.toMatchObject({ code: 'origin-refused' });
  },
);

it.each([{}, { 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }])(
  'looks for our own page, for who types the address, and for a program: %o',
  async (headers) => {
    expect((await exporting(headers)).member.roles).toEqual(['Auditor']);
  },
);
