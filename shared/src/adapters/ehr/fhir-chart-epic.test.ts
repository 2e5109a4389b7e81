import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { epicOrder, REFUSED, startTestCharts, type TestCharts } from './chart.test-support.ts';

let charts: TestCharts;
beforeAll(async () => {
  charts = await startTestCharts();
});
afterAll(() => charts.close());
beforeEach(() => charts.control.reset());

describe('a visit by CSN', () => {
  it('is the same for both sides, with its times and its clinicians', async () => {
    const both = await Promise.all([
      charts.confirm(epicOrder('provider', 'lindqvist', 'nguyen')),
      charts.confirm(epicOrder('patient', 'nguyen', 'nguyen')),
    ]);
    const { csn, start, end, appointmentId } = charts.visit('epic', 'nguyen');
    const session = {
      key: csn,
      kind: 'single',
      status: 'booked',
      start,
      end,
      appointmentId,
      encounterId: null,
      practitioners: [charts.practitioner('epic', 'lindqvist'), charts.practitioner('epic', 'okafor')],
      departmentId: '10102',
    };
    expect(both).toEqual([session, session]);
  });

  it('is confirmed for a parent by the child’s appointment', async () => {
    await expect(charts.confirm(epicOrder('patient', 'grace', 'mia'))).resolves.toMatchObject({
      key: charts.visit('epic', 'mia').csn,
    });
  });

  it('is confirmed for a clinician of another department who joins', async () => {
    await expect(charts.confirm(epicOrder('provider', 'tanaka', 'nguyen'))).resolves.toMatchObject({
      key: '700102',
    });
  });

  it('is confirmed by a search where the token names no appointment', async () => {
    const context = { appointmentId: null, encounterId: null };
    await expect(
      charts.confirm(epicOrder('patient', 'carter', 'carter'), { context }),
    ).resolves.toMatchObject({
      key: '700101',
      appointmentId: charts.visit('epic', 'carter').appointmentId,
    });
    expect(charts.calls()).toEqual(['/epic/api/FHIR/R4/Appointment']);
  });

  it('is confirmed without a patient by the token’s own appointment', async () => {
    const session = await charts.confirm(epicOrder('provider', 'okafor', 'case-conference'));
    expect(session).toMatchObject({
      key: '700109',
      practitioners: [charts.practitioner('epic', 'okafor'), charts.practitioner('epic', 'lindqvist')],
    });
  });

  it.each([
    ['cancelled', 'brooks', 'brooks-cancelled', 'cancelled'],
    ['over', 'silva', 'silva-earlier', 'over'],
  ] as const)('is told to be %s', async (_what, as, key, status) => {
    await expect(charts.confirm(epicOrder('patient', as, key))).resolves.toMatchObject({ status });
  });

  it.each([
    ['noshow', 'cancelled'],
    ['entered-in-error', 'cancelled'],
    ['arrived', 'booked'],
    ['checked-in', 'booked'],
  ])('with status %s is %s', async (fhirStatus, status) => {
    const { appointmentId } = charts.visit('epic', 'carter');
    const appointment = await charts.control.resource('epic', `Appointment/${appointmentId}`);
    await charts.control.putResource('epic', {
      ...appointment,
      id: appointmentId,
      status: fhirStatus,
    } as never);
    await expect(charts.confirm(epicOrder('patient', 'carter', 'carter'))).resolves.toMatchObject({ status });
  });

  it('brings no name', async () => {
    const session = await charts.confirm(epicOrder('provider', 'okafor', 'carter'));
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
    await expect(charts.confirm(order)).rejects.toMatchObject(REFUSED);
  });

  it('that is a list of them, without asking the EHR', async () => {
    await expect(
      charts.confirm(epicOrder('patient', 'carter', 'carter', { sessionId: '700103,700101' })),
    ).rejects.toMatchObject(REFUSED);
    expect(charts.calls()).toEqual([]);
  });

  it('on the patient’s side when the token has no patient', async () => {
    await expect(
      charts.confirm(epicOrder('patient', 'carter', 'carter'), { context: { patientId: null } }),
    ).rejects.toMatchObject(REFUSED);
    expect(charts.calls()).toEqual([]);
  });

  it('when the token’s appointment has that CSN and belongs to somebody else', async () => {
    const other = charts.visit('epic', 'nguyen');
    const order = epicOrder('provider', 'okafor', 'carter', {
      sessionId: other.csn,
      context: { appointment: other.appointmentId, encounter: other.encounterId },
    });
    await expect(charts.confirm(order)).rejects.toMatchObject(REFUSED);
  });

  it('that equals another number of the patient’s own appointment', async () => {
    const order = epicOrder('patient', 'reyes', 'group-reyes');
    await expect(charts.confirm(order, { context: { conferenceId: null } })).rejects.toMatchObject(REFUSED);
  });
});

describe('a group visit', () => {
  it('is the same for all of them, by the conference id of the token response', async () => {
    const sessions = await Promise.all([
      charts.confirm(epicOrder('provider', 'duarte', 'group-reyes')),
      charts.confirm(epicOrder('patient', 'reyes', 'group-reyes')),
      charts.confirm(epicOrder('patient', 'kowalski', 'group-reyes')),
    ]);
    expect(sessions.map(({ key, kind }) => [key, kind])).toEqual(Array(3).fill(['58812', 'group']));
    expect(sessions[1]?.appointmentId).toBe(charts.visit('epic', 'group-reyes').appointmentId);
    expect(sessions[2]?.appointmentId).toBe(charts.visit('epic', 'group-kowalski').appointmentId);
  });

  it('is refused when the URL names another conference', async () => {
    const order = epicOrder('patient', 'reyes', 'group-reyes', { sessionId: '58813' });
    await expect(charts.confirm(order)).rejects.toMatchObject(REFUSED);
  });

  it('is refused when only the URL names it', async () => {
    const order = epicOrder('patient', 'carter', 'carter', { sessionId: '58812' });
    await expect(charts.confirm(order)).rejects.toMatchObject(REFUSED);
  });

  it('is refused when the token’s appointment is somebody else’s', async () => {
    const context = { appointmentId: charts.visit('epic', 'carter').appointmentId };
    await expect(
      charts.confirm(epicOrder('patient', 'reyes', 'group-reyes'), { context }),
    ).rejects.toMatchObject(REFUSED);
  });
});
