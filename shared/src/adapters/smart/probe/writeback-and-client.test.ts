import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProbeSubject } from '../../../domain/connections/probe.ts';
import { answerJson, type Script } from '../../http/scripted-server.test-support.ts';
import {
  HOST,
  interactions,
  type MisbehavingEhr,
  startMisbehavingEhr,
} from './misbehaving-ehr.test-support.ts';

let ehr: MisbehavingEhr;
beforeAll(async () => {
  ehr = await startMisbehavingEhr();
});
afterAll(() => ehr.close());
beforeEach(() => ehr.behave());

const saying =
  (status: number, body: unknown = {}): Script =>
  (_call, response) =>
    answerJson(response, body, status);

const EPIC = {
  kind: 'epic',
  method: 'GET',
  vendorName: 'x',
  connectedStatus: '1',
  disconnectedStatus: '2',
  clinicianIdType: '1',
  patientIdType: '2',
  authentication: 'client-credentials',
} as const;
const FHIR = { kind: 'fhir-r4', markAppointmentArrived: true } as const;

describe('writing back', () => {
  const written = async (resource: readonly object[], writeback: ProbeSubject['writeback'] = FHIR) => {
    ehr.behave({ '/R4/metadata': ehr.capability({ rest: [{ mode: 'server', resource }] }) });
    return (await ehr.probe({ subject: { writeback } })).of('writeback');
  };
  const appointment = { type: 'Appointment', interaction: interactions('read', 'update') };

  it('may be not wanted', async () => {
    expect((await written([], { kind: 'none' }))[0]).toBe('fine writeback-not-wanted');
  });

  it('to Epic is not judged before there is an address', async () => {
    expect((await written([], { ...EPIC, url: '' }))[0]).toBe('skipped writeback-address-not-given');
  });

  it('by FHIR wants AuditEvents that can be created and found by tag, and updates where it makes them', async () => {
    const found = { type: 'AuditEvent', interaction: interactions('create', 'search-type') };
    expect((await written([found, appointment]))[0]).toBe('fine writeback-fine');
    expect((await written([found], { ...FHIR, markAppointmentArrived: false }))[0]).toBe(
      'fine writeback-fine',
    );
    expect(await written([])).toEqual([
      'failed writeback-interactions-missing',
      { missing: 'AuditEvent create, AuditEvent search by _tag, Appointment read, Appointment update' },
    ]);
    const untagged = { ...found, searchParam: [{ name: 'date' }] };
    expect((await written([untagged, appointment]))[1].missing).toBe('AuditEvent search by _tag');
    const readOnly = { ...appointment, interaction: interactions('read') };
    expect((await written([found, readOnly]))[1].missing).toBe('Appointment update');
  });

  it('by Epic’s service cannot be verified, and must be at the EHR', async () => {
    const at = (url: string) => written([], { ...EPIC, url });
    expect(await at(`https://${HOST}/SetExternalConnectionStatus`)).toEqual([
      'warning writeback-not-verifiable',
      { host: HOST },
    ]);
    for (const url of ['https://evil.example/x', `http://${HOST}/x`, 'https://127.0.0.1/', 'nowhere'])
      expect([url, (await at(url))[0]]).toEqual([url, 'failed writeback-elsewhere']);
    const { of } = await ehr.probe({
      subject: { writeback: { ...EPIC, url: 'https://status.vendor.example/' } },
      allowed: ['127.0.0.1/32', 'status.vendor.example'],
    });
    expect(of('writeback')[0]).toBe('warning writeback-not-verifiable');
    expect(ehr.paths).not.toContain('/SetExternalConnectionStatus');
  });
});

describe('our client', () => {
  const NONE = { kind: 'none' } as const;
  const BASIC = { ...EPIC, url: `https://${HOST}/`, authentication: 'basic' } as const;

  it.each<[string, Script, ProbeSubject['writeback'], string, string]>([
    ['unknown', saying(400, { error: 'invalid_client' }), NONE, 'failed client-unknown', 'invalid_client'],
    ['unknown, by status', saying(401, {}), NONE, 'failed client-unknown', '401'],
    [
      'known, and no backend is needed',
      saying(400, { error: 'unauthorized_client' }),
      NONE,
      'fine client-without-backend',
      'unauthorized_client',
    ],
    [
      'known, and Basic is used',
      saying(400, { error: 'unsupported_grant_type' }),
      BASIC,
      'fine client-without-backend',
      'unsupported_grant_type',
    ],
    [
      'known, and a backend is needed',
      saying(400, { error: 'invalid_scope' }),
      FHIR,
      'warning client-without-backend',
      'invalid_scope',
    ],
    ['unchecked while the server fails', saying(503), FHIR, 'warning client-unchecked', '503'],
    [
      'unchecked where the request is refused',
      saying(400, { error: 'invalid_request' }),
      FHIR,
      'warning client-unchecked',
      'invalid_request',
    ],
    [
      'unchecked where words of its own come',
      saying(400, { error: 'Patient CANARY' }),
      FHIR,
      'warning client-unchecked',
      '400',
    ],
    [
      'unchecked without an answer',
      (_call, response) => response.destroy(),
      FHIR,
      'warning client-unchecked',
      'network',
    ],
    [
      'unchecked by nonsense',
      saying(200, { token: 'x' }),
      FHIR,
      'warning client-unchecked',
      'OAUTH_INVALID_RESPONSE',
    ],
  ])('may be %s', async (_what, script, writeback, finding, status) => {
    ehr.behave({ '/token': script });
    expect((await ehr.probe({ subject: { writeback } })).of('client')).toEqual([finding, { status }]);
  });

  it('is not asked about before there is an id', async () => {
    expect((await ehr.probe({ subject: { clientId: '' } })).of('client')[0]).toBe('skipped client-not-given');
    expect(ehr.paths).not.toContain('/token');
  });

  it('asks for what the writeback will ask for', async () => {
    const bodies: URLSearchParams[] = [];
    ehr.behave({
      '/token': (call, response) => {
        bodies.push(new URLSearchParams(call.body));
        answerJson(response, {}, 401);
      },
    });
    await ehr.probe();
    expect([bodies[0]?.get('grant_type'), bodies[0]?.get('scope')]).toEqual([
      'client_credentials',
      'system/AuditEvent.cs system/Appointment.ru',
    ]);
  });
});
