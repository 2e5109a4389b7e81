import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createTestWorld,
  SETTINGS,
  type TestOrganization,
  type TestWorld,
} from '../../adapters/postgres/database.test-support.ts';
import type { Fallback } from '../connections/connection.ts';
import { fallbackRecipient } from './folding.ts';

let world: TestWorld;
let ours: TestOrganization;
beforeAll(async () => {
  world = await createTestWorld();
  ours = await world.organization();
});
afterAll(() => world.close());

const GROUP: Fallback = { kind: 'group', entraGroupId: 'group' };
const TEAM = { conversationId: '19:team', serviceUrl: 'https://teams.example' };
const person = (entraObjectId: string): Fallback => ({ kind: 'person', entraObjectId });
const recipient = (ofDepartment: Fallback | null, ofConnection: Fallback | null, departmentId = '1') =>
  ours.in((stores) =>
    fallbackRecipient(
      stores,
      {
        ...ours.connection,
        settings: {
          ...SETTINGS,
          fallback: ofConnection,
          departments: [{ ehrId: '1', name: 'Cardiology', fallback: ofDepartment }],
        },
      },
      { departmentId },
    ),
  );

it('is the department’s, else the connection’s, else nobody', async () => {
  expect(await recipient(person('lee'), person('ada'))).toEqual({
    kind: 'fallback-person',
    entraObjectId: 'lee',
  });
  expect(await recipient(null, person('ada'))).toMatchObject({ entraObjectId: 'ada' });
  expect(await recipient(person('lee'), person('ada'), '2')).toMatchObject({ entraObjectId: 'ada' });
  expect(await recipient(person('lee'), null, '2')).toEqual({ kind: 'nobody' });
});

it('of a group is its team’s channel; a group that the app is not in is passed over', async () => {
  expect(await recipient(GROUP, person('ada'))).toMatchObject({ entraObjectId: 'ada' });
  expect(await recipient(GROUP, GROUP)).toEqual({ kind: 'nobody' });
  await ours.in(({ places }) => places.add({ ...TEAM, kind: 'team', entraGroupId: 'group', name: 'Team' }));
  expect(await recipient(GROUP, person('ada'))).toEqual({ kind: 'fallback-conversation', ...TEAM });
  expect(await recipient(null, GROUP)).toEqual({ kind: 'fallback-conversation', ...TEAM });
});
