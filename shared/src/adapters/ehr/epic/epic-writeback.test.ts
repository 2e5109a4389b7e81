import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../domain/connections/connection.ts';
import { startTestHospital, type TestHospital } from '../../smart/hospital.test-support.ts';
import { contextOf, PATIENT_CONNECTED, tellerOf } from '../fact.test-support.ts';
import { connectionStatusUrl, type EpicWriteback } from './connection-status.ts';

const SERVICE = '/epic/api/epic/2018/Telehealth/ContextLinking/SetExternalConnectionStatus';
const TOKEN = '/epic/oauth2/token';

let world: TestHospital;
beforeAll(async () => {
  world = await startTestHospital();
});
afterAll(() => world.close());
beforeEach(() => world.hospital.control.reset());

const told = () => world.hospital.control.writebacks({ face: 'epic' });
const context = () => contextOf(world, 'epic', 'carter');

function settings(changes: Partial<EpicWriteback> = {}): EpicWriteback {
  const { writeback } = world.connection('epic');
  return writeback.kind === 'epic' ? { ...writeback, ...changes } : expect.fail('not Epic');
}
const connection = (changes: Partial<EpicWriteback> = {}): Connection =>
  world.connection('epic', { writeback: settings(changes) });

describe('Epic is told', () => {
  it.each(['GET', 'POST', 'PUT'] as const)('who connected and disconnected, by %s', async (method) => {
    const tell = tellerOf(world);
    const disconnected = { ...PATIENT_CONNECTED, key: 'k2', transition: 'disconnected' as const };
    expect(await tell(connection({ method }), PATIENT_CONNECTED, context())).toEqual({
      outcome: 'sent',
      answer: 'http 200',
    });
    expect(await tell(connection({ method }), disconnected, context())).toEqual({
      outcome: 'sent',
      answer: 'http 200',
    });
    const { sessionKey, patientId } = context();
    expect(told()).toMatchObject([
      { sessionId: sessionKey, who: patientId, side: 'patient', status: 'connected' },
      { sessionId: sessionKey, who: patientId, side: 'patient', status: 'disconnected' },
    ]);
    expect(world.calls()).toEqual([TOKEN, SERVICE, SERVICE]);
  });

  it('of a clinician by the practitioner’s id', async () => {
    const clinician = contextOf(world, 'epic', 'carter', 'Practitioner/abc');
    await tellerOf(world)(connection(), { ...PATIENT_CONNECTED, side: 'clinician' }, clinician);
    expect(told()).toMatchObject([{ who: 'abc', side: 'clinician' }]);
  });

  it('of a parent by the parent’s own id', async () => {
    await tellerOf(world)(
      connection(),
      PATIENT_CONNECTED,
      contextOf(world, 'epic', 'leo', 'RelatedPerson/rp1'),
    );
    expect(told()).toMatchObject([{ who: 'rp1', side: 'patient' }]);
  });

  it('with a name and password where the connection says so, without any token', async () => {
    const basic = connection({ authentication: 'basic' });
    expect(await tellerOf(world)(basic, PATIENT_CONNECTED, context())).toMatchObject({ outcome: 'sent' });
    expect(world.calls()).toEqual([SERVICE]);
  });

  it('with the values and the query the connection has for them', () => {
    const changed = settings({
      url: 'https://epic.example/service?Instance=1',
      vendorName: 'A & B',
      connectedStatus: 'IN',
      patientIdType: 'WPR',
    });
    const url = connectionStatusUrl(changed, PATIENT_CONNECTED, {
      ...context(),
      sessionKey: '1&2',
      userReference: 'Patient/p1',
    });
    expect(url.href).toBe(
      'https://epic.example/service?Instance=1&ConferenceID=1%262&ExternalID=p1&ExternalIDType=WPR&VendorName=A+%26+B&ConnectionStatus=IN',
    );
  });
});

describe('when Epic’s service fails, the delivery', () => {
  const failing = (fault: object, area: 'status-service' | 'token' = 'status-service', count = 100) =>
    world.hospital.control.setFault({ face: 'epic', area, count, ...fault } as never);
  const tellOnce = (changes: Partial<EpicWriteback> = {}) =>
    tellerOf(world, { timeoutMs: 500 })(connection(changes), PATIENT_CONNECTED, context());

  it.each([
    [
      'busy',
      { kind: 'status', status: 429, retryAfterSeconds: 7 },
      { outcome: 'retry', answer: 'http 429', notBeforeMs: 7000 },
    ],
    [
      'overloaded',
      { kind: 'status', status: 503 },
      { outcome: 'retry', answer: 'http 503', notBeforeMs: null },
    ],
    ['broken', { kind: 'status', status: 500 }, { outcome: 'retry', answer: 'http 500' }],
    ['down', { kind: 'down' }, { outcome: 'retry', answer: 'network' }],
    ['slow', { kind: 'slow', ms: 60_000 }, { outcome: 'retry', answer: 'timeout' }],
  ])('waits: %s', async (_what, fault, delivery) => {
    failing(fault);
    expect(await tellOnce()).toMatchObject(delivery);
    expect(told()).toEqual([]);
  });

  it('has a lost answer told again, to the same effect', async () => {
    failing({ kind: 'drop-answer' }, 'status-service', 1);
    expect(await tellOnce()).toMatchObject({ outcome: 'retry' });
    expect(await tellOnce()).toMatchObject({ outcome: 'sent' });
    expect(told()).toMatchObject([{ status: 'connected', effects: 1 }]);
  });

  it('replaces a token that is no longer taken, once', async () => {
    const tell = tellerOf(world);
    await tell(connection(), PATIENT_CONNECTED, context());
    world.hospital.control.clearRequests();
    failing({ kind: 'status', status: 401 }, 'status-service', 1);
    expect(await tell(connection(), PATIENT_CONNECTED, context())).toMatchObject({ outcome: 'sent' });
    expect(world.calls()).toEqual([SERVICE, TOKEN, SERVICE]);
  });

  it('stops when a new token is not taken either', async () => {
    failing({ kind: 'status', status: 401 });
    expect(await tellOnce()).toEqual({ outcome: 'refused', answer: 'http 401' });
    expect(world.calls()).toEqual([TOKEN, SERVICE, TOKEN, SERVICE]);
  });

  it('stops at once when a password is not taken, lest the account be locked', async () => {
    failing({ kind: 'status', status: 401 });
    expect(await tellOnce({ authentication: 'basic' })).toEqual({ outcome: 'refused', answer: 'http 401' });
    expect(world.calls()).toEqual([SERVICE]);
  });

  it('says that no password is kept', async () => {
    const tell = tellerOf(world, { hasBasic: false });
    const basic = connection({ authentication: 'basic' });
    expect(await tell(basic, PATIENT_CONNECTED, context())).toEqual({
      outcome: 'refused',
      answer: 'no-credentials',
    });
    expect(world.calls()).toEqual([]);
  });

  it('waits for a token that cannot be had now', async () => {
    failing({ kind: 'status', status: 503 }, 'token');
    expect(await tellOnce()).toMatchObject({ outcome: 'retry', answer: 'token http 503' });
    expect(world.calls()).toEqual([TOKEN]);
  });

  it.each([
    ['a visit Epic does not know', { sessionKey: '999' }, {}, 'http 404'],
    ['a value Epic does not take', {}, { connectedStatus: '7' }, 'http 400'],
  ])('is final for %s', async (_what, contextChanges, changes, answer) => {
    const delivery = await tellerOf(world)(connection(changes), PATIENT_CONNECTED, {
      ...context(),
      ...contextChanges,
    });
    expect(delivery).toEqual({ outcome: 'refused', answer });
  });
});
