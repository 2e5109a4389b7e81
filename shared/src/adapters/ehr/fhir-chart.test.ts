import type { LaunchOrder } from '@ehr-connector/sandbox/hospital/control/launches.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { epicOrder, REFUSED, startTestCharts, type TestCharts } from './chart.test-support.ts';

interface Appointment {
  readonly participant: readonly { readonly actor: { readonly reference: string } }[];
}

let charts: TestCharts;
beforeAll(async () => {
  charts = await startTestCharts();
});
afterAll(() => charts.close());
beforeEach(() => charts.control.reset());

describe('a visit of a plain SMART server', () => {
  const order = (kind: LaunchOrder['kind'], as: string, key: string): LaunchOrder => ({
    face: 'plain',
    kind,
    as,
    visit: key,
  });

  it('is its appointment, the same for both sides', async () => {
    const both = await Promise.all([
      charts.confirm(order('provider', 'okonkwo', 'osei')),
      charts.confirm(order('patient', 'osei', 'osei')),
    ]);
    const { appointmentId, encounterId, start, end } = charts.visit('plain', 'osei');
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

  it('has the practitioner behind the role that its appointment names', async () => {
    const { control } = charts;
    const { appointmentId } = charts.visit('plain', 'osei');
    const practitioner = charts.practitioner('plain', 'okonkwo');
    const role = {
      resourceType: 'PractitionerRole',
      id: 'of-okonkwo',
      practitioner: { reference: practitioner },
    };
    await control.putResource('plain', role as never);
    const appointment = (await control.resource('plain', `Appointment/${appointmentId}`)) as Appointment;
    const participant = appointment.participant.map((one) =>
      one.actor.reference === practitioner
        ? { ...one, actor: { reference: 'PractitionerRole/of-okonkwo' } }
        : one,
    );
    await control.putResource('plain', { ...appointment, id: appointmentId, participant } as never);
    for (const [kind, as] of [
      ['provider', 'okonkwo'],
      ['patient', 'osei'],
    ] as const)
      await expect(charts.confirm(order(kind, as, 'osei'))).resolves.toMatchObject({
        practitioners: expect.arrayContaining([practitioner]),
      });
    expect(charts.calls().some((path) => path.endsWith('/PractitionerRole/of-okonkwo'))).toBe(true);
  });

  it('has its place for a department where the token names none', async () => {
    const { departmentId } = await charts.confirm(order('patient', 'osei', 'osei'));
    const { departments } = charts.control.people('plain');
    expect(departmentId).toBe(departments.find(({ id }) => id === 'N-10')?.locationId);
  });

  it('may be its encounter', async () => {
    const connection = { sessionKeySource: 'smart-encounter' as const };
    const both = await Promise.all([
      charts.confirm(order('provider', 'farrell', 'larsen'), { connection }),
      charts.confirm(order('patient', 'erik', 'larsen'), { connection }),
    ]);
    const { encounterId, start } = charts.visit('plain', 'larsen');
    expect(both[0]).toMatchObject({
      key: encounterId,
      encounterId,
      start,
      practitioners: [charts.practitioner('plain', 'farrell')],
    });
    expect(both[0]).toEqual(both[1]);
  });

  it.each([
    ['finished', 'over'],
    ['cancelled', 'cancelled'],
    ['in-progress', 'booked'],
  ])('whose encounter is %s is %s', async (fhirStatus, status) => {
    const connection = { sessionKeySource: 'smart-encounter' as const };
    const id = charts.visit('plain', 'osei').encounterId ?? expect.fail('no encounter');
    const encounter = await charts.control.resource('plain', `Encounter/${id}`);
    await charts.control.putResource('plain', {
      ...encounter,
      id,
      status: fhirStatus,
    } as never);
    await expect(charts.confirm(order('patient', 'osei', 'osei'), { connection })).resolves.toMatchObject({
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
      await expect(charts.confirm(order('patient', 'osei', 'osei'), changes)).rejects.toMatchObject(REFUSED);
    },
  );

  it.each([
    ['patient', 'osei'],
    ['provider', 'okonkwo'],
  ] as const)('is refused to a %s when it is another patient’s', async (kind, as) => {
    const { appointmentId, encounterId } = charts.visit('plain', 'almeida');
    const context = { appointmentId, encounterId };
    await expect(charts.confirm(order(kind, as, 'osei'), { context })).rejects.toMatchObject(REFUSED);
    const connection = { sessionKeySource: 'smart-encounter' as const };
    await expect(charts.confirm(order(kind, as, 'osei'), { context, connection })).rejects.toMatchObject(
      REFUSED,
    );
  });
});

describe('an EHR that fails', () => {
  it.each([
    ['is down', { kind: 'down' }],
    ['fails', { kind: 'status', status: 500 }],
    ['is busy', { kind: 'status', status: 429 }],
  ] as const)('is unavailable when it %s', async (_what, fault) => {
    charts.control.setFault({ face: 'epic', area: 'fhir-read', ...fault });
    await expect(charts.confirm(epicOrder('patient', 'carter', 'carter'))).rejects.toMatchObject({
      code: 'ehr-unavailable',
    });
  });

  it('that no longer takes the token confirms nothing', async () => {
    charts.control.setFault({ face: 'epic', area: 'fhir-read', kind: 'status', status: 401 });
    await expect(charts.confirm(epicOrder('patient', 'carter', 'carter'))).rejects.toMatchObject(REFUSED);
  });
});

describe('the departments of a visit', () => {
  const limited = { connection: { onlyDepartments: ['10102'] } };

  const locationOf = (number: string) =>
    charts.control.people('epic').departments.find(({ id }) => id === number)?.locationId;

  it('are the appointment’s Location and its number, for both sides', async () => {
    const both = await Promise.all([
      charts.departmentsOf(epicOrder('provider', 'lindqvist', 'nguyen'), limited),
      charts.departmentsOf(epicOrder('patient', 'nguyen', 'nguyen'), limited),
    ]);
    const own = [locationOf('10102'), '10102'];
    expect(both).toEqual([own, own]);
  });

  it('are never what a token says of a single visit, whose number came by URL', async () => {
    const context = { departmentId: '10101', visitDepartmentId: '10101' };
    expect(
      await charts.departmentsOf(epicOrder('provider', 'lindqvist', 'nguyen'), { ...limited, context }),
    ).not.toContain('10101');
  });

  it('are the Location alone where its number may not be read', async () => {
    expect(await charts.departmentsOf(epicOrder('patient', 'nguyen', 'nguyen'), {})).toEqual([
      locationOf('10102'),
    ]);
  });
});
