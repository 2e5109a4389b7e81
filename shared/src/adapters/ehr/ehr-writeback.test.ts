import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestHospital, type TestHospital } from '../smart/hospital.test-support.ts';
import { contextOf, PATIENT_CONNECTED, tellerOf } from './fact.test-support.ts';

let world: TestHospital;
beforeAll(async () => {
  world = await startTestHospital();
});
afterAll(() => world.close());

it('tells each EHR in its own way, and some not at all', async () => {
  const tell = tellerOf(world);
  await tell(world.connection('epic'), PATIENT_CONNECTED, contextOf(world, 'epic', 'carter'));
  await tell(world.connection('plain'), PATIENT_CONNECTED, contextOf(world, 'plain', 'osei'));
  const nobody = world.connection('plain', { writeback: { kind: 'none' } });
  const delivery = await tell(nobody, PATIENT_CONNECTED, contextOf(world, 'plain', 'almeida'));
  expect(delivery).toEqual({ outcome: 'sent', answer: 'not-configured' });
  expect(world.hospital.control.writebacks().map(({ by }) => by)).toEqual([
    'GET SetExternalConnectionStatus (Teams EHR Connector)',
    'AuditEvent',
  ]);
});
