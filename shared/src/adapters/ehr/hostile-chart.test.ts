import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../domain/connections/connection.ts';
import type { LaunchContext, LaunchKind } from '../../domain/launch/launch.ts';
import {
  answerJson,
  type ScriptedServer,
  startScriptedServer,
} from '../http/scripted-server.test-support.ts';
import { testConnection } from '../smart/hospital.test-support.ts';
import { fhirChart } from './fhir-chart.ts';

const CSN_SYSTEM = 'urn:oid:1.2.840.114350.1.13.861.1.7.3.698084.8';
const CONTEXT: LaunchContext = {
  user: { kind: 'patient', reference: 'Patient/p1', displayName: null },
  patientId: 'p1',
  encounterId: null,
  appointmentId: null,
  conferenceId: null,
  departmentId: null,
  visitDepartmentId: null,
  accessToken: 'token-of-the-launch',
};

let ehr: ScriptedServer;
let elsewhere: ScriptedServer;
beforeAll(async () => {
  [ehr, elsewhere] = await Promise.all([startScriptedServer(), startScriptedServer()]);
});
afterAll(() => Promise.all([ehr.close(), elsewhere.close()]));

/** A FHIR server that answers with these resources, by path; a missing one is 404. */
function holding(resources: Readonly<Record<string, unknown>>): void {
  elsewhere.answer((_call, response) => answerJson(response, appointment()));
  ehr.answer((call, response) => {
    const [path = ''] = call.path.split('?');
    const found = resources[path.slice('/fhir/'.length)];
    answerJson(response, found ?? { resourceType: 'OperationOutcome' }, found === undefined ? 404 : 200);
  });
}

const chart = fhirChart({ allowInsecureLoopback: true, timeoutMs: 500 });

function confirm(request: {
  readonly ehr?: Connection['ehr'];
  readonly source?: Connection['sessionKeySource'];
  readonly kind?: LaunchKind;
  readonly context?: Partial<LaunchContext>;
  readonly sessionId?: string | null;
}) {
  const authority = { issuer: '', authorizationEndpoint: '', tokenEndpoint: '', jwksUri: '' };
  const { ehr: vendor = 'epic', source: sessionKeySource = 'epic-session-id' } = request;
  return chart.confirmSession({
    connection: {
      ...testConnection({ fhirBaseUrl: `${ehr.url}/fhir`, authority }),
      ehr: vendor,
      sessionKeySource,
    },
    kind: request.kind ?? 'patient',
    context: { ...CONTEXT, ...request.context },
    sessionId: request.sessionId === undefined ? '700101' : request.sessionId,
    signal: AbortSignal.timeout(20_000),
  });
}

const actors = (...references: string[]) =>
  references.map((reference) => ({ actor: { reference }, status: 'accepted' }));
const bundle = (...resources: unknown[]) => ({
  resourceType: 'Bundle',
  entry: resources.map((resource) => ({ resource })),
});

function appointment(changes: object = {}): object {
  return {
    resourceType: 'Appointment',
    id: 'a1',
    status: 'booked',
    identifier: [{ system: CSN_SYSTEM, value: '700101' }],
    participant: actors('Patient/p1'),
    ...changes,
  };
}

const REFUSED = { code: 'launch-visit-unconfirmed' };

describe('a search that finds more than was asked for', () => {
  it('confirms only what is the patient’s and carries the CSN', async () => {
    holding({
      Appointment: bundle(appointment({ id: 'a2', participant: actors('Patient/p2') }), appointment()),
    });
    await expect(confirm({})).resolves.toMatchObject({ key: '700101', appointmentId: 'a1' });
  });

  it.each([
    ['another patient’s', { participant: actors('Patient/p2') }],
    ['nobody’s', { participant: actors('Practitioner/x') }],
    ['a group’s with the patient’s id', { participant: actors('Group/p1') }],
    ['without identifiers', { identifier: undefined }],
    ['with another CSN', { identifier: [{ system: CSN_SYSTEM, value: '700102' }] }],
    [
      'with the number as another kind of number',
      { identifier: [{ system: 'urn:oid:1.2.840.114350.1.13.861.1.7.2.728286', value: '700101' }] },
    ],
    ['with the number as nothing in particular', { identifier: [{ value: '700101' }] }],
    [
      'of the same patient id at another server',
      { participant: actors('https://elsewhere.example/fhir/Patient/p1') },
    ],
  ])('does not confirm what is %s', async (_what, changes) => {
    holding({ Appointment: bundle(appointment(changes)) });
    await expect(confirm({})).rejects.toMatchObject(REFUSED);
  });

  it('prefers the visit that takes place over the one it replaced', async () => {
    holding({ Appointment: bundle(appointment({ id: 'a0', status: 'cancelled' }), appointment()) });
    await expect(confirm({})).resolves.toMatchObject({ appointmentId: 'a1', status: 'booked' });
  });

  it('confirms by an encounter where the appointment is not found', async () => {
    const encounter = {
      resourceType: 'Encounter',
      id: 'e1',
      status: 'planned',
      identifier: [{ system: CSN_SYSTEM, value: '700101' }],
    };
    holding({
      Encounter: bundle(
        { ...encounter, id: 'e0', subject: { reference: 'Patient/p2' } },
        { ...encounter, subject: { reference: 'Patient/p1' } },
      ),
    });
    await expect(confirm({})).resolves.toMatchObject({
      key: '700101',
      encounterId: 'e1',
      appointmentId: null,
      start: null,
    });
    holding({ Encounter: bundle({ ...encounter, subject: { reference: 'Patient/p2' } }) });
    await expect(confirm({})).rejects.toMatchObject(REFUSED);
  });
});

describe('the launch’s token', () => {
  it('goes to no other server, whatever a bundle links to or refers to', async () => {
    const link = [{ relation: 'next', url: `${elsewhere.url}/fhir/Appointment?page=2` }];
    const participant = actors(
      'Patient/p1',
      `${elsewhere.url}/fhir/PractitionerRole/r1`,
      `${elsewhere.url}/fhir/Practitioner/x`,
    );
    holding({ Appointment: { ...bundle(appointment({ participant })), link } });
    await expect(confirm({})).resolves.toMatchObject({ practitioners: [], departmentId: null });
    expect(elsewhere.calls).toEqual([]);
    expect(ehr.calls.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-of-the-launch']);
  });

  it.each([
    ['epic', 'connector'],
    ['fhir-r4', undefined],
  ] as const)('goes to %s with the header only Epic asks for', async (vendor, clientId) => {
    holding({ Appointment: bundle(appointment()) });
    await confirm({ ehr: vendor });
    expect(ehr.calls.map(({ headers }) => headers['epic-client-id'])).toEqual([clientId]);
  });

  it('goes to no server it is redirected to', async () => {
    holding({});
    ehr.answer((call, response) => response.writeHead(302, { location: elsewhere.url + call.path }).end());
    await expect(confirm({})).rejects.toMatchObject({ code: 'ehr-untrusted' });
    expect(elsewhere.calls).toEqual([]);
  });
});

describe('an answer', () => {
  const byId = { source: 'smart-appointment', context: { appointmentId: 'a1' } } as const;

  it.each([
    ['another resource than asked for', appointment({ id: 'a2' })],
    ['another type than asked for', { ...appointment(), resourceType: 'Encounter' }],
    ['no resource', 'hello'],
    ['nonsense inside', appointment({ participant: 'Patient/p1' })],
  ])('that is %s confirms nothing', async (_what, resource) => {
    holding({ 'Appointment/a1': resource });
    await expect(confirm(byId)).rejects.toMatchObject(REFUSED);
  });

  it('that is too large is not taken', async () => {
    ehr.answer((_call, response) => answerJson(response, appointment({ comment: 'x'.repeat(1_000_001) })));
    await expect(confirm(byId)).rejects.toMatchObject({ code: 'ehr-untrusted' });
  });

  it('that does not come is not waited for', async () => {
    ehr.answer(() => undefined);
    await expect(confirm(byId)).rejects.toMatchObject({ code: 'ehr-unavailable' });
  });

  it('without usable times has none', async () => {
    holding({ 'Appointment/a1': appointment({ start: 'soon', end: '2026-03-01T12:00:00+02:00' }) });
    await expect(confirm(byId)).resolves.toMatchObject({
      start: null,
      end: new Date('2026-03-01T10:00:00Z'),
    });
  });
});

describe('the clinicians of a visit', () => {
  const of = (participant: object[], others: object = {}) => {
    holding({
      'Appointment/a1': appointment({ participant: [...actors('Patient/p1'), ...participant] }),
      ...others,
    });
    return confirm({ source: 'smart-appointment', context: { appointmentId: 'a1' } });
  };
  const role = (reference: string) => ({
    resourceType: 'PractitionerRole',
    id: 'r1',
    practitioner: { reference },
  });

  it('are named once each, by role or in person, absolute or relative', async () => {
    const participants = actors(
      'Practitioner/x',
      `${ehr.url}/fhir/Practitioner/y`,
      'PractitionerRole/r1',
      'Practitioner/x',
    );
    const others = { 'PractitionerRole/r1': role('Practitioner/z') };
    await expect(of(participants, others)).resolves.toMatchObject({
      practitioners: ['Practitioner/x', 'Practitioner/y', 'Practitioner/z'],
    });
  });

  it('do not include who declined', async () => {
    const declined = [{ actor: { reference: 'Practitioner/x' }, status: 'declined' }];
    await expect(of(declined)).resolves.toMatchObject({ practitioners: [] });
  });

  it.each([
    ['a role that may not be read', {}],
    [
      'a role of another server’s practitioner',
      { 'PractitionerRole/r1': role('https://elsewhere.example/Practitioner/z') },
    ],
  ])('do not include %s', async (_what, others) => {
    await expect(of(actors('PractitionerRole/r1', 'Practitioner/x'), others)).resolves.toMatchObject({
      practitioners: ['Practitioner/x'],
    });
  });

  it('are those who can be known when a role cannot be read now', async () => {
    holding({});
    ehr.answer((call, response) => {
      if (call.path.includes('PractitionerRole')) response.writeHead(503).end();
      else
        answerJson(
          response,
          appointment({ participant: actors('Patient/p1', 'PractitionerRole/r1', 'Practitioner/x') }),
        );
    });
    const session = confirm({ source: 'smart-appointment', context: { appointmentId: 'a1' } });
    await expect(session).resolves.toMatchObject({ practitioners: ['Practitioner/x'] });
  });

  it('are asked after no more often than a visit can have', async () => {
    const crowd = Array.from({ length: 100 }, (_none, index) => `PractitionerRole/r${index}`);
    await of(actors(...crowd));
    expect(ehr.calls.length).toBeLessThan(10);
  });
});

it('finds the appointment of a DSTU2 encounter, which names its patient otherwise', async () => {
  holding({
    'Encounter/e1': {
      resourceType: 'Encounter',
      id: 'e1',
      status: 'planned',
      patient: { reference: 'Patient/p1' },
      appointment: { reference: 'Appointment/a1' },
    },
    'Appointment/a1': appointment({ start: '2026-03-02T09:15:00Z' }),
  });
  const context = { encounterId: 'e1' };
  await expect(confirm({ ehr: 'fhir-r4', source: 'smart-encounter', context })).resolves.toMatchObject({
    key: 'e1',
    appointmentId: 'a1',
    start: new Date('2026-03-02T09:15:00Z'),
  });
});
