import { afterAll, beforeAll, expect, it } from 'vitest';
import { SECOND_TENANT_ID } from './cloud/sample-people.ts';
import { TENANT_ID } from './organization-file.ts';
import { withClient } from './postgres/roles.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ ports: 'any', secondOrganization: true });
});
afterAll(() => sandbox?.close());

const rows = (sql: string) =>
  withClient(sandbox.superuserDatabaseUrl, async (client) => (await client.query(sql)).rows);

it('is there when it is asked for, with no connection of its own', async () => {
  const found = await rows(`select entra_tenant_id as tenant, count(connections.id)::int as connections
    from organizations left join connections on connections.organization_id = organizations.organization_id
    group by organizations.organization_id order by connections desc`);
  expect(found).toEqual([
    { tenant: TENANT_ID, connections: 2 },
    { tenant: SECOND_TENANT_ID, connections: 0 },
  ]);
});

it('knows nothing of the EHR to practise on, which knows nothing of us', () => {
  expect(Object.keys(sandbox.connections)).toEqual(['epic', 'plain']);
  expect(sandbox.hospital.control.app('practice')).toBeNull();
  expect(sandbox.hospital.control.app('practice-prd')).toBeNull();
});

it('finds a team and a group chat to add the app to', () => {
  const chats = [...sandbox.cloud.cloud.chats.values()];
  expect(chats.map(({ title, botInstalled }) => [title, botInstalled])).toEqual([
    ['Cardiology virtual visits', false],
    ['Front desk', false],
  ]);
});
