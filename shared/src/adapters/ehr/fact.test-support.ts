import type { Connection } from '../../domain/connections/connection.ts';
import type { Delivery } from '../../domain/kernel/delivery.ts';
import type { Fact, FactContext } from '../../domain/writeback/fact.ts';
import { smartBackendTokens } from '../smart/backend-tokens.ts';
import { systemClock, systemRandomness, type TestHospital } from '../smart/hospital.test-support.ts';
import { ehrWriteback } from './ehr-writeback.ts';

export const PATIENT_CONNECTED: Fact = {
  key: 'visit-1:patient-1:connected:1',
  visitId: 'visit-1',
  participantId: 'patient-1',
  side: 'patient',
  transition: 'connected',
  at: new Date('2026-03-01T12:34:56.789Z'),
  assumed: false,
};

/** What the visits module would know of a visit of the sandbox hospital. */
export function contextOf(
  world: TestHospital,
  face: 'epic' | 'plain',
  visitKey: string,
  userReference?: string,
): FactContext {
  const { visits, patients } = world.hospital.control.people(face);
  const visit = visits.find(({ key }) => key === visitKey);
  const patient = patients.find(({ key }) => key === visit?.patientKey);
  if (!visit || !patient) throw new Error(`There is no visit "${visitKey}" with a patient.`);
  return {
    sessionKey: face === 'epic' ? visit.csn : visit.appointmentId,
    sessionKind: 'single',
    userReference: userReference ?? `Patient/${patient.id}`,
    patientId: patient.id,
    appointmentId: visit.appointmentId,
    encounterId: visit.encounterId,
  };
}

/** A service of its own, with tokens of its own, that tells the hospital facts. */
export function tellerOf(
  world: TestHospital,
  changes: { readonly hasBasic?: boolean; readonly timeoutMs?: number } = {},
): (connection: Connection, fact: Fact, context: FactContext) => Promise<Delivery> {
  const { hasBasic = true, timeoutMs = 10_000 } = changes;
  const keys = hasBasic ? world.keys : { ...world.keys, basicCredentials: async () => null };
  const deps = {
    keys,
    randomness: systemRandomness,
    clock: systemClock,
    allowInsecureLoopback: true,
    timeoutMs,
  };
  const writeback = ehrWriteback({ ...deps, tokens: smartBackendTokens(deps) });
  return (connection, fact, context) =>
    writeback.tell({ connection, fact, context, signal: AbortSignal.timeout(20_000) });
}
