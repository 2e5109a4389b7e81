import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DirectoryPerson } from '../staff/people.ts';
import { type ConfiguringBench, createConfiguringBench } from './configuring.test-support.ts';
import { createLinking } from './linking.ts';

let bench: ConfiguringBench;
beforeAll(async () => {
  bench = await createConfiguringBench();
});
afterAll(() => bench.close());

const refused = (code: string) => ({ code });
const signal = AbortSignal.timeout(60_000);
const person = (name: string): DirectoryPerson => ({
  entraObjectId: randomUUID(),
  displayName: name,
  jobTitle: '',
  username: `${name}@example.org`,
});
const [ada, lee, kim] = [person('ada'), person('lee'), person('kim')];
const staff = [ada, lee, kim];

function linking(directory: readonly DirectoryPerson[] = staff) {
  return createLinking({
    inTransaction: bench.world.database.inTransaction,
    people: {
      byIds: async (_, ids) => directory.filter(({ entraObjectId }) => ids.includes(entraObjectId)),
      byUsername: async (_, username) =>
        directory.find((each) => each.username.toLowerCase() === username.toLowerCase()) ?? null,
    },
    clock: bench.world.clock,
  });
}
const row = (ehrUser: string, { username }: Pick<DirectoryPerson, 'username'>, line = 2) => ({
  line,
  ehrUser: `Practitioner/${ehrUser}`,
  username,
  isMalformed: false,
});

it('adds and revokes links one by one, of people who are there', async () => {
  const id = await bench.add();
  const { add, list, revoke } = linking();
  const { entraObjectId } = ada;
  const link = await add(bench.admin, id, { ehrUser: 'Practitioner/1', entraObjectId }, signal);
  expect(await list(bench.admin, id)).toEqual([link]);
  await expect(
    add(bench.admin, id, { ehrUser: 'Practitioner/2', entraObjectId: randomUUID() }, signal),
  ).rejects.toMatchObject(refused('person-unknown'));
  await expect(
    add(bench.admin, id, { ehrUser: 'Practitioner/1', entraObjectId: lee.entraObjectId }, signal),
  ).rejects.toMatchObject(refused('link-other-account'));
  const another = await bench.add();
  await revoke(bench.admin, another, link.id);
  expect(await list(bench.admin, id)).toHaveLength(1);
  await revoke(bench.admin, id, link.id);
  await revoke(bench.admin, id, link.id);
  expect(await list(bench.admin, id)).toEqual([]);
  expect((await bench.audited(link.id)).map(({ action }) => action)).toEqual([
    'clinician-linked',
    'clinician-link-revoked',
  ]);
});

describe('a file of links', () => {
  it('is shown row by row before anything is made of it', async () => {
    const id = await bench.add();
    const { add, preview, list } = linking();
    await add(bench.admin, id, { ehrUser: 'Practitioner/1', entraObjectId: ada.entraObjectId }, signal);
    const rows = [
      row('1', ada),
      row('2', { username: 'LEE@example.org' }),
      row('3', { username: 'nobody@example.org' }),
      row('4', ada),
      row('1', kim),
      { ...row('5', lee), isMalformed: true },
      row('2', kim),
    ].map((each, index) => ({ ...each, line: index + 2 }));
    const shown = await preview(bench.admin, id, rows, signal);
    expect(shown.map(({ line, state, person }) => [line, state, person?.displayName ?? null])).toEqual([
      [2, 'there', 'ada'],
      [3, 'new', 'lee'],
      [4, 'person-unknown', null],
      [5, 'twice', 'ada'],
      [6, 'twice', 'kim'],
      [7, 'malformed', null],
      [8, 'twice', 'kim'],
    ]);
    expect(
      (await preview(bench.admin, id, [row('1', kim), row('4', ada)], signal)).map(({ state }) => state),
    ).toEqual(['ehr-user-taken', 'person-taken']);
    expect(await list(bench.admin, id)).toHaveLength(1);
  });

  it('is taken whole or not at all', async () => {
    const id = await bench.add();
    const { importRows, list } = linking();
    await expect(
      importRows(bench.admin, id, [row('1', ada), row('2', { username: 'nobody' })], signal),
    ).rejects.toMatchObject(refused('links-invalid'));
    expect(await list(bench.admin, id)).toEqual([]);
    const rows = [row('1', ada), row('2', lee)];
    expect(await importRows(bench.admin, id, rows, signal)).toBe(2);
    expect(await importRows(bench.admin, id, rows, signal)).toBe(0);
    expect((await list(bench.admin, id)).map(({ ehrUser }) => ehrUser).toSorted()).toEqual([
      'Practitioner/1',
      'Practitioner/2',
    ]);
    expect((await bench.audited(id)).filter(({ action }) => action === 'links-imported')).toMatchObject([
      { details: { rows: '2', added: '2' } },
      { details: { rows: '2', added: '0' } },
    ]);
  });

  it('asks for each person once, several at a time, and for none who is not needed', async () => {
    const id = await bench.add();
    const asked: string[] = [];
    let underWay = 0;
    let most = 0;
    const { preview } = createLinking({
      inTransaction: bench.world.database.inTransaction,
      people: {
        byIds: async () => [],
        byUsername: async (_, username) => {
          asked.push(username);
          underWay += 1;
          most = Math.max(most, underWay);
          await Promise.resolve();
          underWay -= 1;
          return null;
        },
      },
      clock: bench.world.clock,
    });
    const usernames = Array.from({ length: 40 }, (_, index) => `user${index % 30}@example.org`);
    await preview(
      bench.admin,
      id,
      [
        ...usernames.map((username, index) => row(String(index), { username })),
        { ...row('x', { username: 'malformed' }), isMalformed: true },
      ],
      signal,
    );
    expect(asked).toHaveLength(30);
    expect(most).toBeLessThanOrEqual(8);
  });
});

it('is for admins, and of the organisation’s own connections', async () => {
  const id = await bench.add();
  await bench.approve(id);
  await expect(linking().list(bench.approver, id)).rejects.toMatchObject(refused('not-allowed'));
  const other = await bench.world.organization();
  await expect(
    linking().preview({ ...bench.admin, organizationId: other.id }, id, [], signal),
  ).rejects.toMatchObject(refused('connection-unknown'));
});
