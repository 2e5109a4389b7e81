import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../domain/connections/connection.ts';
import { startTestHospital, type TestHospital } from '../../smart/hospital.test-support.ts';
import { contextOf, PATIENT_CONNECTED, tellerOf } from '../fact.test-support.ts';

let world: TestHospital;
beforeAll(async () => {
  world = await startTestHospital();
});
afterAll(() => world.close());
beforeEach(() => world.hospital.control.reset());

const control = () => world.hospital.control;
const told = () => control().writebacks({ face: 'plain' });
const context = () => contextOf(world, 'plain', 'osei');
const connection = (markAppointmentArrived = false): Connection =>
  world.connection('plain', { writeback: { kind: 'fhir-r4', markAppointmentArrived } });
const failing = (fault: object, area: 'fhir-read' | 'fhir-write' = 'fhir-write', count = 100) =>
  control().setFault({ face: 'plain', area, count, ...fault } as never);
const SENT = { outcome: 'sent', answer: 'http 201' };

describe('a FHIR server is told', () => {
  it('by an AuditEvent of who, what, when and about which visit', async () => {
    expect(await tellerOf(world)(connection(), PATIENT_CONNECTED, context())).toEqual(SENT);
    expect(told()).toMatchObject([
      {
        who: context().userReference,
        side: 'patient',
        status: 'connected',
        happenedAt: '2026-03-01T12:34:56.789Z',
        idempotencyKey: `urn:ehr-connector:fact|${PATIENT_CONNECTED.key}`,
      },
    ]);
  });

  it('in order, of clinicians too, and of what was only assumed', async () => {
    const tell = tellerOf(world);
    const clinician = contextOf(world, 'plain', 'osei', 'Practitioner/abc');
    await tell(connection(), { ...PATIENT_CONNECTED, key: 'k1', side: 'clinician' }, clinician);
    const left = { key: 'k2', side: 'clinician', transition: 'disconnected', assumed: true } as const;
    await tell(connection(), { ...PATIENT_CONNECTED, ...left }, clinician);
    expect(told().map(({ side, status }) => [side, status])).toEqual([
      ['clinician', 'connected'],
      ['clinician', 'disconnected'],
    ]);
  });

  it('of a visit without patient, appointment or encounter', async () => {
    const bare = { ...context(), patientId: null, appointmentId: null, encounterId: null };
    expect(await tellerOf(world)(connection(true), PATIENT_CONNECTED, bare)).toEqual(SENT);
  });
});

describe('a fact takes effect once', () => {
  const effects = () => told().map(({ effects: times }) => times);

  it('however often it is told, by whichever replica', async () => {
    const replicas = [tellerOf(world), tellerOf(world), tellerOf(world)];
    for (const tell of replicas)
      expect(await tell(connection(), PATIENT_CONNECTED, context())).toMatchObject({ outcome: 'sent' });
    await Promise.all(replicas.map((tell) => tell(connection(), PATIENT_CONNECTED, context())));
    expect(effects()).toEqual([1]);
  });

  it('when two replicas tell it at the same moment', async () => {
    const replicas = [tellerOf(world), tellerOf(world)];
    await Promise.all(replicas.map((tell) => tell(connection(), PATIENT_CONNECTED, context())));
    expect(effects()).toEqual([1]);
  });

  it('when the answer was lost after it had taken effect', async () => {
    failing({ kind: 'drop-answer' }, 'fhir-write', 1);
    expect(await tellerOf(world)(connection(), PATIENT_CONNECTED, context())).toMatchObject({
      outcome: 'retry',
      answer: 'network',
    });
    expect(effects()).toEqual([1]);
    expect(await tellerOf(world)(connection(), PATIENT_CONNECTED, context())).toEqual({
      outcome: 'sent',
      answer: 'already-told',
    });
    expect(effects()).toEqual([1]);
  });

  it('and another fact takes effect beside it', async () => {
    const tell = tellerOf(world);
    await tell(connection(), PATIENT_CONNECTED, context());
    await tell(connection(), { ...PATIENT_CONNECTED, key: 'visit-1:patient-1:connected:2' }, context());
    expect(effects()).toEqual([1, 1]);
  });
});

describe('when the FHIR server fails, the delivery', () => {
  const tellOnce = () => tellerOf(world, { timeoutMs: 500 })(connection(), PATIENT_CONNECTED, context());

  it.each([
    [
      'busy',
      { kind: 'status', status: 429, retryAfterSeconds: 3 },
      { answer: 'http 429', notBeforeMs: 3000 },
    ],
    ['broken', { kind: 'status', status: 500 }, { answer: 'http 500', notBeforeMs: null }],
    ['down', { kind: 'down' }, { answer: 'network' }],
    ['slow', { kind: 'slow', ms: 60_000 }, { answer: 'timeout' }],
    ['of two minds', { kind: 'status', status: 412 }, { answer: 'http 412' }],
  ])('waits: %s', async (_what, fault, delivery) => {
    failing(fault);
    expect(await tellOnce()).toMatchObject({ outcome: 'retry', ...delivery });
    expect(told()).toEqual([]);
  });

  it('waits where it cannot find out whether it was told before', async () => {
    failing({ kind: 'status', status: 503 }, 'fhir-read');
    expect(await tellOnce()).toMatchObject({ outcome: 'retry', answer: 'http 503' });
    expect(world.calls().filter((path) => path === '/plain/fhir/AuditEvent')).toHaveLength(1);
  });

  it('replaces a token that is no longer taken, once', async () => {
    failing({ kind: 'status', status: 401 }, 'fhir-write', 1);
    expect(await tellOnce()).toEqual(SENT);
    failing({ kind: 'status', status: 401 }, 'fhir-read');
    expect(await tellOnce()).toEqual({ outcome: 'refused', answer: 'http 401' });
  });

  it('is final for what the server does not accept', async () => {
    const wrong = { ...context(), userReference: 'not a reference' };
    const delivery = await tellerOf(world)(connection(), { ...PATIENT_CONNECTED, key: ' ' }, wrong);
    expect(delivery).toMatchObject({ outcome: 'refused' });
  });
});

describe('the appointment', () => {
  const read = async () => {
    const appointment = await control().resource('plain', `Appointment/${context().appointmentId}`);
    return appointment?.resourceType === 'Appointment' ? appointment : expect.fail('no appointment');
  };
  const change = async (changes: object) => {
    const appointment = await read();
    await control().putResource('plain', { ...appointment, ...changes } as never);
  };
  const tellArrival = (changes: object = {}) =>
    tellerOf(world)(connection(true), { ...PATIENT_CONNECTED, ...changes }, context());

  it('moves to arrived when the patient connects, and changes in nothing else', async () => {
    const { meta: _before, ...before } = await read();
    expect(await tellArrival()).toEqual(SENT);
    const { meta: _after, ...after } = await read();
    expect(after).toEqual({ ...before, status: 'arrived' });
  });

  it('stays as it is unless the connection says otherwise', async () => {
    await tellerOf(world)(connection(false), PATIENT_CONNECTED, context());
    expect(await read()).toMatchObject({ status: 'booked' });
  });

  it.each([
    ['a clinician connects', { side: 'clinician' }],
    ['the patient disconnects', { transition: 'disconnected' }],
  ])('stays as it is when %s', async (_what, changes) => {
    await tellArrival(changes);
    expect(await read()).toMatchObject({ status: 'booked' });
  });

  it.each(['pending', 'proposed'])('moves on from %s', async (status) => {
    await change({ status });
    await tellArrival();
    expect(await read()).toMatchObject({ status: 'arrived' });
  });

  it.each(['arrived', 'checked-in', 'fulfilled', 'cancelled', 'noshow', 'entered-in-error', 'waitlist'])(
    'is never moved from %s',
    async (status) => {
      await change({ status });
      const { meta } = await read();
      expect(await tellArrival()).toEqual(SENT);
      expect(await read()).toMatchObject({ status, meta });
    },
  );

  it('is read again when somebody else changed it in between', async () => {
    const tell = tellerOf(world);
    // The first write is the AuditEvent; from then on, one write meets a stale version.
    await tell(connection(false), PATIENT_CONNECTED, context());
    failing({ kind: 'status', status: 412 }, 'fhir-write', 1);
    expect(await tell(connection(true), PATIENT_CONNECTED, context())).toMatchObject({ outcome: 'sent' });
    expect(await read()).toMatchObject({ status: 'arrived' });
  });

  it('is left for later when it never holds still', async () => {
    await tellerOf(world)(connection(false), PATIENT_CONNECTED, context());
    failing({ kind: 'status', status: 412 });
    control().clearRequests();
    expect(await tellArrival()).toEqual({
      outcome: 'retry',
      answer: 'appointment http 412',
      notBeforeMs: null,
    });
    expect(
      control()
        .requests()
        .filter(({ method }) => method === 'PUT'),
    ).toHaveLength(3);
  });

  it('is caught up with when only the AuditEvent got through', async () => {
    await tellerOf(world)(connection(false), PATIENT_CONNECTED, context());
    failing({ kind: 'status', status: 503 });
    expect(await tellArrival()).toMatchObject({ outcome: 'retry', answer: 'appointment http 503' });
    control().clearFaults();
    expect(await tellArrival()).toMatchObject({ outcome: 'sent' });
    expect(await read()).toMatchObject({ status: 'arrived' });
    expect(told()).toMatchObject([{ effects: 1 }]);
  });
});
