import { randomUUID } from 'node:crypto';
import {
  type ConfiguringBench,
  createConfiguringBench,
} from '@ehr-connector/shared/domain/connections/configuring.test-support.ts';
import type { AppRole, StaffMember } from '@ehr-connector/shared/domain/staff/staff.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sectionsOf } from './portal-sections.ts';

let bench: ConfiguringBench;
beforeAll(async () => {
  bench = await createConfiguringBench();
});
afterAll(() => bench.close());

const sections = (member: StaffMember) => bench.organization.in((stores) => sectionsOf(stores, member));

it.each<[readonly AppRole[], readonly string[]]>([
  [['Clinician'], ['visits']],
  [['Coordinator'], ['visits']],
  [['ConfigAdmin'], ['connections']],
  [['Auditor'], ['visits', 'connections']],
  [
    ['Clinician', 'ConfigAdmin'],
    ['visits', 'connections'],
  ],
  [[], []],
])('tells %j what there is to see for them: %j', async (roles, expected) => {
  expect(await sections(bench.member(randomUUID(), roles))).toEqual(expected);
});

it('tells an approver without a role of the connections, also after they rejected', async () => {
  const approver = bench.member(randomUUID());
  const id = await bench.add();
  const { number, digest } = await bench.propose(id, { approver: approver.entraObjectId });
  expect(await sections(approver)).toEqual(['connections']);
  await bench.configuring.reject(approver, id, number, digest, 'wrong server');
  expect(await sections(approver)).toEqual(['connections']);
  expect(await sections(bench.approver)).toEqual([]);
});
