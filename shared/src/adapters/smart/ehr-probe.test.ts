import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CheckResult } from '../../domain/connections/probe.ts';
import { createOutbound } from '../http/outbound.ts';
import { smartEhrProbe } from './ehr-probe.ts';
import {
  startTestHospital,
  systemClock,
  systemRandomness,
  type TestHospital,
} from './hospital.test-support.ts';

let world: TestHospital;
const outbound = createOutbound({ allowed: [], allowsLoopback: true });
beforeAll(async () => {
  world = await startTestHospital();
});
afterAll(async () => {
  await outbound.close();
  await world.close();
});

const probing = () =>
  smartEhrProbe({
    outbound,
    keys: world.keys,
    randomness: systemRandomness,
    clock: systemClock,
    allowInsecureLoopback: true,
  });

const COMMON = [
  'fine address-fine',
  'fine reachable',
  'fine certificate-not-used',
  'fine fhir-r4',
  'fine smart-fine',
  'fine client-authentication-fine',
  'fine launch-capabilities-fine',
  'fine ehr-keys-fine',
  'fine clock-fine',
];

it.each([
  ['epic', 'warning writeback-not-verifiable'],
  ['plain', 'fine writeback-fine'],
] as const)('finds the hospital’s %s face as it is', async (face, writeback) => {
  const connection = world.connection(face);
  const told: CheckResult[] = [];
  const { results, authority } = await probing().run(
    { ...connection, connectionId: connection.id, others: [], pinned: connection.authority },
    (result) => told.push(result),
    new AbortController().signal,
  );
  expect(results.map(({ outcome, finding }) => `${outcome} ${finding}`)).toEqual([
    ...COMMON,
    writeback,
    'fine client-active',
  ]);
  expect(told).toEqual(results);
  const { issuer, authorizationEndpoint, tokenEndpoint, jwksUri } = connection.authority;
  expect(authority).toEqual({ issuer, authorizationEndpoint, tokenEndpoint, jwksUri });
});

it('knows no client that the hospital does not know', async () => {
  const connection = world.connection('epic', { clientId: 'nobody' });
  const { results } = await probing().run(
    { ...connection, connectionId: connection.id, others: [], pinned: null },
    () => undefined,
    new AbortController().signal,
  );
  expect(results.at(-1)).toMatchObject({ outcome: 'failed', finding: 'client-unknown' });
});

it('looks at nothing for somebody who has gone', async () => {
  const connection = world.connection('epic');
  world.hospital.control.clearRequests();
  const { results } = await probing().run(
    { ...connection, connectionId: connection.id, others: [], pinned: null },
    () => undefined,
    AbortSignal.abort(),
  );
  expect([results.length, world.calls()]).toEqual([11, []]);
});
