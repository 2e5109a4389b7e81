import type { LaunchOrder, LaunchOverrides } from '@ehr-connector/sandbox/hospital/control/launches.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { ConfirmedSession, LaunchContext } from '../../domain/launch/launch.ts';
import { smartEhrAuthorization } from '../smart/ehr-authorization.ts';
import {
  redeemed,
  startTestHospital,
  systemClock,
  systemRandomness,
  type TestHospital,
} from '../smart/hospital.test-support.ts';
import { fhirChart } from './fhir-chart.ts';

interface Changes {
  readonly connection?: Partial<Connection>;
  readonly context?: Partial<LaunchContext>;
}

/** The sandbox hospital, and its charts as we read them; `changes` are what an attacker brought about. */
export interface TestCharts {
  readonly control: TestHospital['hospital']['control'];
  /** Paths asked for at the hospital by what was confirmed last. */
  readonly calls: TestHospital['calls'];
  /** A launch up to the question which visit it is about. */
  confirm(order: LaunchOrder, changes?: Changes): Promise<ConfirmedSession>;
  departmentsOf(order: LaunchOrder, changes: Changes): Promise<readonly string[]>;
  visit(face: 'epic' | 'plain', key: string): ReturnType<typeof visitOf>;
  practitioner(face: 'epic' | 'plain', key: string): string;
  close(): Promise<void>;
}

export async function startTestCharts(): Promise<TestCharts> {
  const world = await startTestHospital();
  const { control } = world.hospital;
  const chart = fhirChart({ allowInsecureLoopback: true });
  const authorization = smartEhrAuthorization({
    keys: world.keys,
    randomness: systemRandomness,
    clock: systemClock,
    allowInsecureLoopback: true,
  });

  async function confirmed(order: LaunchOrder, changes: Changes) {
    const connection = world.connection(order.face, changes.connection);
    const { arrival, context } = await redeemed(world, authorization, connection, order);
    control.clearRequests();
    const asked = {
      connection,
      context: { ...context, ...changes.context },
      signal: AbortSignal.timeout(20_000),
    };
    const { kind, sessionId } = arrival;
    return { asked, session: await chart.confirmSession({ ...asked, kind, sessionId }) };
  }

  return {
    control,
    calls: world.calls,
    confirm: async (order, changes = {}) => (await confirmed(order, changes)).session,
    async departmentsOf(order, changes) {
      const { asked, session } = await confirmed(order, changes);
      return await chart.departmentsOf({ ...asked, session });
    },
    visit: (face, key) => visitOf(world, face, key),
    practitioner: (face, key) =>
      `Practitioner/${control.people(face).clinicians.find((one) => one.key === key)?.id}`,
    close: world.close,
  };
}

function visitOf({ hospital }: TestHospital, face: 'epic' | 'plain', key: string) {
  const found = hospital.control.people(face).visits.find((one) => one.key === key);
  if (found === undefined) throw new Error(`The hospital has no visit "${key}".`);
  return found;
}

export const epicOrder = (
  kind: LaunchOrder['kind'],
  as: string,
  key: string,
  overrides: LaunchOverrides = {},
): LaunchOrder => ({ face: 'epic', kind, as, visit: key, overrides });

/** How a visit is refused that the EHR does not confirm. */
export const REFUSED = { code: 'launch-visit-unconfirmed' };
