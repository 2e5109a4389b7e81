import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../domain/connections/connection.ts';
import type { FactContext } from '../../../domain/writeback/fact.ts';
import { boundedFetch } from '../../http/bounded-fetch.ts';
import {
  answerJson,
  type Script,
  type ScriptedServer,
  startScriptedServer,
} from '../../http/scripted-server.test-support.ts';
import { systemClock, testConnection } from '../../smart/hospital.test-support.ts';
import { PATIENT_CONNECTED } from '../fact.test-support.ts';
import { fhirR4Writeback } from './fhir-r4-writeback.ts';

const CONTEXT: FactContext = {
  sessionKey: 'a1',
  sessionKind: 'single',
  userReference: 'Patient/p1',
  patientId: 'p1',
  appointmentId: 'a1',
  encounterId: null,
};
const BOOKED = {
  resourceType: 'Appointment',
  id: 'a1',
  status: 'booked',
  meta: { versionId: '7' },
  comment: 'keep',
};

let ehr: ScriptedServer;
let scripts: Record<string, Script>;
beforeAll(async () => {
  ehr = await startScriptedServer();
});
afterAll(() => ehr.close());
beforeEach(() => {
  scripts = {
    'GET /fhir/AuditEvent': (_call, response) => answerJson(response, { resourceType: 'Bundle' }),
    'POST /fhir/AuditEvent': (_call, response) => response.writeHead(201).end(),
    'GET /fhir/Appointment/a1': (_call, response) => answerJson(response, BOOKED),
    'PUT /fhir/Appointment/a1': (_call, response) => response.writeHead(200).end(),
  };
  ehr.answer((call, response) => {
    const script = scripts[`${call.method} ${call.path.split('?')[0]}`];
    if (script) script(call, response);
    else response.writeHead(404).end();
  });
});

function tell(context: Partial<FactContext> = {}) {
  const writeback = fhirR4Writeback({
    tokens: {
      get: async () => ({ outcome: 'granted', accessToken: 'backend-token' }),
      drop: () => undefined,
    },
    clock: systemClock,
    send: boundedFetch({ allowInsecureLoopback: true }),
  });
  const authority = { issuer: '', authorizationEndpoint: '', tokenEndpoint: '', jwksUri: '' };
  const connection: Connection = {
    ...testConnection({ fhirBaseUrl: `${ehr.url}/fhir`, authority }),
    writeback: { kind: 'fhir-r4', markAppointmentArrived: true },
  };
  const signal = AbortSignal.timeout(20_000);
  return writeback.tell({ connection, fact: PATIENT_CONNECTED, context: { ...CONTEXT, ...context }, signal });
}

const calls = () => ehr.calls.map(({ method, path }) => `${method} ${path.split('?')[0]}`);
const answering =
  (body: unknown, status = 200): Script =>
  (_call, response) =>
    answerJson(response, body, status);
const SENT = { outcome: 'sent', answer: 'http 201' };

describe('a FHIR server', () => {
  it('is asked for the fact first, and then to create it only where it is not', async () => {
    expect(await tell()).toEqual(SENT);
    const [search, create, , update] = ehr.calls;
    expect(new URLSearchParams(search?.path.split('?')[1]).get('_tag')).toBe(
      'urn:ehr-connector:fact|visit-1:patient-1:connected:1',
    );
    expect(new URLSearchParams(create?.headers['if-none-exist'] as string).get('_tag')).toBe(
      'urn:ehr-connector:fact|visit-1:patient-1:connected:1',
    );
    expect(update?.headers['if-match']).toBe('W/"7"');
    expect(JSON.parse(update?.body ?? '')).toEqual({ ...BOOKED, status: 'arrived' });
    expect(new Set(ehr.calls.map(({ headers }) => headers.authorization))).toEqual(
      new Set(['Bearer backend-token']),
    );
  });

  it('that ignores what it is asked for does not make us believe the fact is there', async () => {
    const others = [
      {
        resource: {
          resourceType: 'AuditEvent',
          meta: { tag: [{ system: 'urn:ehr-connector:fact', code: 'another' }] },
        },
      },
      { resource: { resourceType: 'AuditEvent', meta: { tag: [{ code: PATIENT_CONNECTED.key }] } } },
      { resource: { resourceType: 'AuditEvent' } },
    ];
    scripts['GET /fhir/AuditEvent'] = answering({ resourceType: 'Bundle', entry: others });
    expect(await tell()).toEqual(SENT);
    expect(calls()).toContain('POST /fhir/AuditEvent');
  });

  it.each([400, 403, 404, 501])('that offers no search (%d) is told on condition alone', async (status) => {
    scripts['GET /fhir/AuditEvent'] = answering({}, status);
    expect(await tell()).toEqual(SENT);
  });

  it('that redirects a write is not followed', async () => {
    scripts['POST /fhir/AuditEvent'] = (_call, response) =>
      response.writeHead(307, { location: '/fhir/other' }).end();
    expect(await tell()).toMatchObject({ outcome: 'retry', answer: 'redirected' });
    expect(calls()).not.toContain('POST /fhir/other');
  });

  it.each([
    ['has no version to write against', answering({ ...BOOKED, meta: {} }), 'appointment without version'],
    ['is another than was asked for', answering({ ...BOOKED, id: 'a2' }), 'appointment unreadable'],
    ['is unreadable', answering('hello'), 'appointment unreadable'],
    ['may not be read', answering({}, 403), 'appointment http 403'],
  ])('whose appointment %s has it left alone', async (_what, script, answer) => {
    scripts['GET /fhir/Appointment/a1'] = script;
    expect(await tell()).toEqual({ outcome: 'refused', answer });
    expect(calls()).not.toContain('PUT /fhir/Appointment/a1');
  });

  it('is not asked for an appointment whose id would change the path', async () => {
    expect(await tell({ appointmentId: '../Patient' })).toMatchObject({ outcome: 'refused' });
    expect(calls()).toEqual(['GET /fhir/AuditEvent', 'POST /fhir/AuditEvent']);
  });
});
