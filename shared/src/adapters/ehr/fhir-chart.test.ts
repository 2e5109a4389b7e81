import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../domain/connections/connection.ts';
import type { EhrAuthorization } from '../../domain/launch/ehr-ports.ts';
import type { LaunchContext } from '../../domain/launch/launch.ts';
import { smartEhrAuthorization } from '../smart/ehr-authorization.ts';
import {
  redeemed,
  startTestHospital,
  systemClock,
  systemRandomness,
  type TestHospital,
} from '../smart/hospital.test-support.ts';
import { fhirChart } from './fhir-chart.ts';

let world: TestHospital;
let authorization: EhrAuthorization;

beforeAll(async () => {
  world = await startTestHospital();
  authorization = smartEhrAuthorization({
    keys: world.keys,
    randomness: systemRandomness,
    clock: systemClock,
    allowInsecureLoopback: true,
  });
});
afterAll(() => world.close());
beforeEach(() => world.hospital.control.reset());

const chart = fhirChart({ allowInsecureLoopback: true });

type Order = Parameters<TestHospital['hospital']['control']['mintLaunch']>[0];
interface Changes {
  readonly connection?: Partial<Connection>;
  readonly context?: Partial<LaunchContext>;
}

/** A launch up to the question which visit it is about; `changes` are what an attacker brought about. */
async function confirm(order: Order, changes: Changes = {}) {
  const connection = world.connection(order.face, changes.connection);
  const { arrival, context } = await redeemed(world, authorization, connection, order);
  world.hospital.control.clearRequests();
  return chart.confirmSession({
    connection,
    kind: arrival.kind,
    context: { ...context, ...changes.context },
    sessionId: arrival.sessionId,
    signal: AbortSignal.timeout(20_000),
  });
}

const visit = (face: 'epic' | 'plain', key: string) => {
  const found = world.hospital.control.people(face).visits.find((one) => one.key === key);
  return found ?? expect.fail(`no visit ${key}`);
};
const practitioner = (face: 'epic' | 'plain', key: string): string =>
  `Practitioner/${world.hospital.control.people(face).clinicians.find((one) => one.key === key)?.id}`;

const REFUSED = { code: 'launch-visit-unconfirmed' };
const epicOrder = (kind: Order['kind'], as: string, key: string, overrides?: Order['overrides']): Order => ({
  face: 'epic',
  kind,
  as,
  visit: key,
  ...(overrides && { overrides }),
});

describe('a visit by CSN', () => {
  it('is the same for both sides, with its times and its clinicians', async () => {
    const both = await Promise.all([
      confirm(epicOrder('provider', 'lindqvist', 'nguyen')),
      confirm(epicOrder('patient', 'nguyen', 'nguyen')),
    ]);
    const { csn, start, end, appointmentId } = visit('epic', 'nguyen');
    const session = {
      key: csn,
      kind: 'single',
      status: 'booked',
      start,
      end,
      appointmentId,
      encounterId: null,
      practitioners: [practitioner('epic', 'lindqvist'), practitioner('epic', 'okafor')],
      departmentId: '10102',
    };
    expect(both).toEqual([session, session]);
  });

  it('is confirmed for a parent by the child’s appointment', async () => {
    await expect(confirm(epicOrder('patient', 'grace', 'mia'))).resolves.toMatchObject({
      key: visit('epic', 'mia').csn,
    });
  });

  it('is confirmed for a clinician of another department who joins', async () => {
    await expect(confirm(epicOrder('provider', 'tanaka', 'nguyen'))).resolves.toMatchObject({
      key: '700102',
    });
  });

  it('is confirmed by a search where the token names no appointment', async () => {
    const context = { appointmentId: null, encounterId: null };
    await expect(confirm(epicOrder('patient', 'carter', 'carter'), { context })).resolves.toMatchObject({
      key: '700101',
      appointmentId: visit('epic', 'carter').appointmentId,
    });
    expect(world.calls()).toEqual(['/epic/api/FHIR/R4/Appointment']);
  });

  it('is confirmed without a patient by the token’s own appointment', async () => {
    const session = await confirm(epicOrder('provider', 'okafor', 'case-conference'));
    expect(session).toMatchObject({
      key: '700109',
      practitioners: [practitioner('epic', 'okafor'), practitioner('epic', 'lindqvist')],
    });
  });

  it.each([
    ['cancelled', 'brooks', 'brooks-cancelled', 'cancelled'],
    ['over', 'silva', 'silva-earlier', 'over'],
  ] as const)('is told to be %s', async (_what, as, key, status) => {
    await expect(confirm(epicOrder('patient', as, key))).resolves.toMatchObject({ status });
  });

  it.each([
    ['noshow', 'cancelled'],
    ['entered-in-error', 'cancelled'],
    ['arrived', 'booked'],
    ['checked-in', 'booked'],
  ])('with status %s is %s', async (fhirStatus, status) => {
    const { appointmentId } = visit('epic', 'carter');
    const appointment = await world.hospital.control.resource('epic', `Appointment/${appointmentId}`);
    await world.hospital.control.putResource('epic', {
      ...appointment,
      id: appointmentId,
      status: fhirStatus,
    } as never);
    await expect(confirm(epicOrder('patient', 'carter', 'carter'))).resolves.toMatchObject({ status });
  });

  it('brings no name', async () => {
    const session = await confirm(epicOrder('provider', 'okafor', 'carter'));
    expect(JSON.stringify(session)).not.toMatch(/Okafor|Carter|Family|Asthma/);
  });
});

describe('a sessionId of the URL is refused', () => {
  it.each([
    ['of another patient', epicOrder('patient', 'carter', 'carter', { sessionId: '700103' })],
    [
      'of another patient, by a clinician who has one open',
      epicOrder('provider', 'okafor', 'carter', { sessionId: '700103' }),
    ],
    [
      'of one child, in the launch for the other',
      epicOrder('patient', 'grace', 'leo', { sessionId: '700105' }),
    ],
    ['of nobody', epicOrder('patient', 'carter', 'carter', { sessionId: '999999' })],
    ['that is absent', epicOrder('patient', 'carter', 'carter', { sessionId: null })],
    ['that is empty', epicOrder('patient', 'carter', 'carter', { sessionId: '' })],
    [
      'that is a token Epic did not fill in',
      epicOrder('patient', 'carter', 'carter', { sessionId: '%CSN%' }),
    ],
    [
      'of another visit, in a consultation without a patient',
      epicOrder('provider', 'okafor', 'case-conference', { sessionId: '700101' }),
    ],
  ])('%s', async (_what, order) => {
    await expect(confirm(order)).rejects.toMatchObject(REFUSED);
  });

  it('that is a list of them, without asking the EHR', async () => {
    await expect(
      confirm(epicOrder('patient', 'carter', 'carter', { sessionId: '700103,700101' })),
    ).rejects.toMatchObject(REFUSED);
    expect(world.calls()).toEqual([]);
  });

  it('on the patient’s side when the token has no patient', async () => {
    await expect(
      confirm(epicOrder('patient', 'carter', 'carter'), { context: { patientId: null } }),
    ).rejects.toMatchObject(REFUSED);
    expect(world.calls()).toEqual([]);
  });

  it('when the token’s appointment has that CSN and belongs to somebody else', async () => {
    const other = visit('epic', 'nguyen');
    const order = epicOrder('provider', 'okafor', 'carter', {
      sessionId: other.csn,
      context: { appointment: other.appointmentId, encounter: other.encounterId },
    });
    await expect(confirm(order)).rejects.toMatchObject(REFUSED);
  });

  it('that equals another number of the patient’s own appointment', async () => {
    const order = epicOrder('patient', 'reyes', 'group-reyes');
    await expect(confirm(order, { context: { conferenceId: null } })).rejects.toMatchObject(REFUSED);
  });
});

describe('a group visit', () => {
  it('is the same for all of them, by the conference id of the token response', async () => {
    const sessions = await Promise.all([
      confirm(epicOrder('provider', 'duarte', 'group-reyes')),
      confirm(epicOrder('patient', 'reyes', 'group-reyes')),
      confirm(epicOrder('patient', 'kowalski', 'group-reyes')),
    ]);
    expect(sessions.map(({ key, kind }) => [key, kind])).toEqual(Array(3).fill(['58812', 'group']));
    expect(sessions[1]?.appointmentId).toBe(visit('epic', 'group-reyes').appointmentId);
    expect(sessions[2]?.appointmentId).toBe(visit('epic', 'group-kowalski').appointmentId);
  });

  it('is refused when the URL names another conference', async () => {
    const order = epicOrder('patient', 'reyes', 'group-reyes', { sessionId: '58813' });
    await expect(confirm(order)).rejects.toMatchObject(REFUSED);
  });

  it('is refused when only the URL names it', async () => {
    const order = epicOrder('patient', 'carter', 'carter', { sessionId: '58812' });
    await expect(confirm(order)).rejects.toMatchObject(REFUSED);
  });

  it('is refused when the token’s appointment is somebody else’s', async () => {
    const context = { appointmentId: visit('epic', 'carter').appointmentId };
    await expect(confirm(epicOrder('patient', 'reyes', 'group-reyes'), { context })).rejects.toMatchObject(
      REFUSED,
    );
  });
});

describe('a visit of a plain SMART server', () => {
  const order = (kind: Order['kind'], as: string, key: string): Order => ({
    face: 'plain',
    kind,
    as,
    visit: key,
  });

  it('is its appointment, the same for both sides', async () => {
    const both = await Promise.all([
      confirm(order('provider', 'okonkwo', 'osei')),
      confirm(order('patient', 'osei', 'osei')),
    ]);
    const { appointmentId, encounterId, start, end } = visit('plain', 'osei');
    expect(both[0]).toMatchObject({
      key: appointmentId,
      kind: 'single',
      start,
      end,
      appointmentId,
      encounterId,
    });
    expect(both[0]).toEqual(both[1]);
  });

  it('has its place for a department where the token names none', async () => {
    const { departmentId } = await confirm(order('patient', 'osei', 'osei'));
    const { departments } = world.hospital.control.people('plain');
    expect(departmentId).toBe(departments.find(({ id }) => id === 'N-10')?.locationId);
  });

  it('may be its encounter', async () => {
    const connection = { sessionKeySource: 'smart-encounter' as const };
    const both = await Promise.all([
      confirm(order('provider', 'farrell', 'larsen'), { connection }),
      confirm(order('patient', 'erik', 'larsen'), { connection }),
    ]);
    const { encounterId, start } = visit('plain', 'larsen');
    expect(both[0]).toMatchObject({
      key: encounterId,
      encounterId,
      start,
      practitioners: [practitioner('plain', 'farrell')],
    });
    expect(both[0]).toEqual(both[1]);
  });

  it.each([
    ['finished', 'over'],
    ['cancelled', 'cancelled'],
    ['in-progress', 'booked'],
  ])('whose encounter is %s is %s', async (fhirStatus, status) => {
    const connection = { sessionKeySource: 'smart-encounter' as const };
    const id = visit('plain', 'osei').encounterId ?? expect.fail('no encounter');
    const encounter = await world.hospital.control.resource('plain', `Encounter/${id}`);
    await world.hospital.control.putResource('plain', { ...encounter, id, status: fhirStatus } as never);
    await expect(confirm(order('patient', 'osei', 'osei'), { connection })).resolves.toMatchObject({
      status,
    });
  });

  it.each(['smart-appointment', 'smart-encounter'] as const)(
    'is refused by %s when the token names none',
    async (source) => {
      const changes = {
        connection: { sessionKeySource: source },
        context: { appointmentId: null, encounterId: null },
      };
      await expect(confirm(order('patient', 'osei', 'osei'), changes)).rejects.toMatchObject(REFUSED);
    },
  );

  it.each([
    ['patient', 'osei'],
    ['provider', 'okonkwo'],
  ] as const)('is refused to a %s when it is another patient’s', async (kind, as) => {
    const { appointmentId, encounterId } = visit('plain', 'almeida');
    const context = { appointmentId, encounterId };
    await expect(confirm(order(kind, as, 'osei'), { context })).rejects.toMatchObject(REFUSED);
    const connection = { sessionKeySource: 'smart-encounter' as const };
    await expect(confirm(order(kind, as, 'osei'), { context, connection })).rejects.toMatchObject(REFUSED);
  });
});

describe('an EHR that fails', () => {
  it.each([
    ['is down', { kind: 'down' }],
    ['fails', { kind: 'status', status: 500 }],
    ['is busy', { kind: 'status', status: 429 }],
  ] as const)('is unavailable when it %s', async (_what, fault) => {
    world.hospital.control.setFault({ face: 'epic', area: 'fhir-read', ...fault });
    await expect(confirm(epicOrder('patient', 'carter', 'carter'))).rejects.toMatchObject({
      code: 'ehr-unavailable',
    });
  });

  it('that no longer takes the token confirms nothing', async () => {
    world.hospital.control.setFault({ face: 'epic', area: 'fhir-read', kind: 'status', status: 401 });
    await expect(confirm(epicOrder('patient', 'carter', 'carter'))).rejects.toMatchObject(REFUSED);
  });
});

describe('the departments of a visit', () => {
  const limited = { connection: { onlyDepartments: ['10102'] } };

  async function departmentsOf(order: Order, changes: Changes = limited) {
    const connection = world.connection(order.face, changes.connection);
    const { arrival, context } = await redeemed(world, authorization, connection, order);
    const asked = {
      connection,
      context: { ...context, ...changes.context },
      signal: AbortSignal.timeout(20_000),
    };
    const session = await chart.confirmSession({
      ...asked,
      kind: arrival.kind,
      sessionId: arrival.sessionId,
    });
    return await chart.departmentsOf({ ...asked, session });
  }
  const locationOf = (number: string) =>
    world.hospital.control.people('epic').departments.find(({ id }) => id === number)?.locationId;

  it('are the appointment’s Location and its number, for both sides', async () => {
    const both = await Promise.all([
      departmentsOf(epicOrder('provider', 'lindqvist', 'nguyen')),
      departmentsOf(epicOrder('patient', 'nguyen', 'nguyen')),
    ]);
    const own = [locationOf('10102'), '10102'];
    expect(both).toEqual([own, own]);
  });

  it('are never what a token says of a single visit, whose number came by URL', async () => {
    const context = { departmentId: '10101', visitDepartmentId: '10101' };
    expect(
      await departmentsOf(epicOrder('provider', 'lindqvist', 'nguyen'), { ...limited, context }),
    ).not.toContain('10101');
  });

  it('are the Location alone where its number may not be read', async () => {
    expect(await departmentsOf(epicOrder('patient', 'nguyen', 'nguyen'), {})).toEqual([locationOf('10102')]);
  });
});
