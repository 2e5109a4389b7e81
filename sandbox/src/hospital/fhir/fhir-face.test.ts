import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { identifierSystems } from '../data/identifier-systems.ts';
import { type HospitalUnderTest, startHospitalUnderTest } from '../testing/connector.ts';
import { backendToken, fhirGet, launch } from '../testing/smart-launch.ts';

let world: HospitalUnderTest;
let epicBase: string;
let plainBase: string;
beforeAll(async () => {
  world = await startHospitalUnderTest();
  epicBase = world.hospital.faces.epic.fhirBaseUrl;
  plainBase = world.hospital.faces.plain.fhirBaseUrl;
});
beforeEach(() => world.hospital.control.reset());
afterAll(() => world.close());

const visitOf = (face: 'epic' | 'plain', key: string) => {
  const visit = world.hospital.control.people(face).visits.find((one) => one.key === key);
  if (!visit) throw new Error(`no visit ${key}`);
  return visit;
};
const patientIdOf = (key: string) =>
  world.hospital.control.people('epic').patients.find((one) => one.key === key)?.id ?? '';

async function send(
  method: 'POST' | 'PUT',
  url: string,
  token: string,
  body: unknown,
  headers: Record<string, string> = {},
) {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}

const auditEvent = (key: string) => ({
  resourceType: 'AuditEvent',
  meta: { tag: [{ system: 'https://connector.example/event', code: key }] },
  type: { system: 'http://dicom.nema.org/resources/ontology/DCM', code: '110100' },
  subtype: [{ system: 'https://connector.example/subtype', code: 'visit-connected' }],
  action: 'E',
  recorded: '2026-01-02T10:00:00Z',
  outcome: '0',
  agent: [{ who: { reference: 'Practitioner/abc' }, requestor: true }],
  source: { observer: { display: 'Connector' } },
  entity: [{ what: { reference: `Appointment/${visitOf('plain', 'almeida').appointmentId}` } }],
});

describe('discovery', () => {
  it('offers S256 only, and the token endpoint of the authorisation server', async () => {
    const response = await fetch(`${epicBase}/.well-known/smart-configuration`);
    expect(await response.json()).toMatchObject({
      issuer: world.hospital.faces.epic.issuer,
      token_endpoint: world.hospital.faces.epic.tokenEndpoint,
      code_challenge_methods_supported: ['S256'],
    });
  });

  it.each(['epic', 'plain'] as const)('says in metadata what the %s face can do', async (face) => {
    const response = await fetch(`${world.hospital.faces[face].fhirBaseUrl}/metadata`);
    const statement = (await response.json()) as {
      rest: { resource: { type: string; versioning: string }[] }[];
    };
    const appointment = statement.rest[0]?.resource.find((one) => one.type === 'Appointment');
    expect(appointment?.versioning).toBe(face === 'epic' ? 'no-version' : 'versioned-update');
  });
});

describe('the walls', () => {
  it('ask for a token', async () => {
    const { status, body, headers } = await fhirGet(epicBase, `Patient/${patientIdOf('carter')}`, 'nonsense');
    expect([status, body.resourceType, headers.get('www-authenticate')]).toEqual([
      401,
      'OperationOutcome',
      'Bearer',
    ]);
  });

  it('keep tokens of one face out of the other', async () => {
    const { access_token: token } = await launch(world, {
      face: 'epic',
      kind: 'provider',
      as: 'okafor',
      visit: 'carter',
    });
    expect(
      (await fhirGet(plainBase, `Appointment/${visitOf('plain', 'almeida').appointmentId}`, token)).status,
    ).toBe(401);
  });

  it("let a patient see their own visit and nobody else's", async () => {
    const { access_token: token } = await launch(world, {
      face: 'epic',
      kind: 'patient',
      as: 'carter',
      visit: 'carter',
    });
    expect(
      (await fhirGet(epicBase, `Appointment/${visitOf('epic', 'carter').appointmentId}`, token)).status,
    ).toBe(200);
    expect(
      (await fhirGet(epicBase, `Appointment/${visitOf('epic', 'nguyen').appointmentId}`, token)).status,
    ).toBe(403);
    expect((await fhirGet(epicBase, `Patient/${patientIdOf('nguyen')}`, token)).status).toBe(403);
    expect(
      (await fhirGet(epicBase, `Appointment?identifier=${visitOf('epic', 'nguyen').csn}`, token)).body.total,
    ).toBe(0);
    expect((await fhirGet(epicBase, 'Appointment?status=booked', token)).body.total).toBe(2);
  });

  it('let a parent see the child of the launch, and not the other child', async () => {
    const { access_token: token } = await launch(world, {
      face: 'epic',
      kind: 'patient',
      as: 'grace',
      visit: 'leo',
    });
    expect((await fhirGet(epicBase, `Patient/${patientIdOf('leo')}`, token)).status).toBe(200);
    expect((await fhirGet(epicBase, `Patient/${patientIdOf('mia')}`, token)).status).toBe(403);
  });

  it('refuse what the scopes do not cover', async () => {
    const token = await backendToken(world, 'epic', 'system/Appointment.r');
    expect(
      (await fhirGet(epicBase, `Appointment/${visitOf('epic', 'carter').appointmentId}`, token)).status,
    ).toBe(200);
    expect((await fhirGet(epicBase, 'Appointment?status=booked', token)).status).toBe(403);
    expect((await fhirGet(epicBase, `Patient/${patientIdOf('carter')}`, token)).status).toBe(403);
  });
});

describe('the Epic face', () => {
  it('finds a visit by CSN, with and without its system', async () => {
    const token = await backendToken(world, 'epic', 'system/Appointment.rs system/Encounter.rs');
    const { csn, appointmentId, encounterId } = visitOf('epic', 'carter');
    const system = encodeURIComponent(`${identifierSystems('epic').csn}|${csn}`);
    for (const identifier of [csn, system]) {
      const { body } = await fhirGet(epicBase, `Appointment?identifier=${identifier}`, token);
      expect(body.entry.map((one: { resource: { id: string } }) => one.resource.id)).toEqual([appointmentId]);
    }
    const encounters = await fhirGet(epicBase, `Encounter?identifier=${system}`, token);
    expect(encounters.body.entry[0].resource.id).toBe(encounterId);
    expect((await fhirGet(epicBase, `Appointment?identifier=urn:oid:9.9%7C${csn}`, token)).body.total).toBe(
      0,
    );
  });

  it('searches by day, patient and status', async () => {
    const token = await backendToken(world, 'epic', 'system/Appointment.rs');
    const { start } = visitOf('epic', 'carter');
    const after = new Date(start.getTime() + 1000).toISOString();
    const query = `patient=${patientIdOf('carter')}&status=booked&date=ge${start.toISOString()}`;
    expect((await fhirGet(epicBase, `Appointment?${query}&date=lt${after}`, token)).body.total).toBe(1);
  });

  it('answers an empty search with warning 4101, and shows no versions', async () => {
    const token = await backendToken(world, 'epic', 'system/Appointment.rs');
    const { body } = await fhirGet(epicBase, 'Appointment?identifier=nothing', token);
    expect(body).toMatchObject({
      total: 0,
      entry: [{ search: { mode: 'outcome' }, resource: { issue: [{ severity: 'warning' }] } }],
    });
    const one = await fhirGet(epicBase, `Appointment/${visitOf('epic', 'carter').appointmentId}`, token);
    expect([one.headers.get('etag'), one.body.meta]).toEqual([null, undefined]);
  });

  it('offers no writing but Communication, no AuditEvent and no unknown search parameter', async () => {
    const token = await backendToken(world, 'epic', 'system/Appointment.rs system/Communication.crs');
    const { appointmentId } = visitOf('epic', 'carter');
    expect((await send('PUT', `${epicBase}/Appointment/${appointmentId}`, token, {})).status).toBe(405);
    expect((await send('POST', `${epicBase}/AuditEvent`, token, auditEvent('a'))).status).toBe(405);
    expect((await fhirGet(epicBase, 'Schedule/1', token)).status).toBe(404);
    expect((await fhirGet(epicBase, 'Appointment?practitioner=1', token)).status).toBe(400);
    expect(
      (
        await send('POST', `${epicBase}/Communication`, token, {
          resourceType: 'Communication',
          status: 'completed',
        })
      ).status,
    ).toBe(201);
  });
});

describe('the plain face', () => {
  const appointmentUrl = () => `${plainBase}/Appointment/${visitOf('plain', 'almeida').appointmentId}`;
  const readAppointment = (token: string) =>
    fhirGet(plainBase, `Appointment/${visitOf('plain', 'almeida').appointmentId}`, token);

  it('updates with If-Match, and answers 412 to a stale version', async () => {
    const token = await backendToken(world, 'plain', 'system/Appointment.rus');
    const { body, headers } = await readAppointment(token);
    const etag = headers.get('etag') ?? '';
    const arrived = { ...body, status: 'arrived' };
    const first = await send('PUT', appointmentUrl(), token, arrived, { 'if-match': etag });
    expect([first.status, first.body.status]).toEqual([200, 'arrived']);
    expect(first.headers.get('etag')).not.toBe(etag);
    const second = await send('PUT', appointmentUrl(), token, arrived, { 'if-match': etag });
    expect([second.status, second.body.resourceType]).toEqual([412, 'OperationOutcome']);
  });

  it('lets one of two racing updates win', async () => {
    const token = await backendToken(world, 'plain', 'system/Appointment.rus');
    const { body, headers } = await readAppointment(token);
    const ifMatch = { 'if-match': headers.get('etag') ?? '' };
    const answers = await Promise.all([1, 2].map(() => send('PUT', appointmentUrl(), token, body, ifMatch)));
    expect(answers.map((one) => one.status).sort()).toEqual([200, 412]);
  });

  it('wants If-Match on every update', async () => {
    const token = await backendToken(world, 'plain', 'system/Appointment.rus');
    const { body } = await readAppointment(token);
    expect((await send('PUT', appointmentUrl(), token, body)).status).toBe(400);
  });

  it('creates once under If-None-Exist, however many try at once', async () => {
    const token = await backendToken(world, 'plain', 'system/AuditEvent.crs');
    const condition = { 'if-none-exist': '_tag=https://connector.example/event|key-1' };
    const create = () => send('POST', `${plainBase}/AuditEvent`, token, auditEvent('key-1'), condition);
    const answers = await Promise.all([create(), create(), create()]);
    expect(answers.map((one) => one.status).sort()).toEqual([200, 200, 201]);
    const { body } = await fhirGet(
      plainBase,
      'AuditEvent?_tag=https://connector.example/event%7Ckey-1',
      token,
    );
    expect(body.total).toBe(1);
    expect(world.hospital.control.writebacks()).toMatchObject([
      { status: 'connected', duplicates: 2, effects: 1 },
    ]);
  });

  it('sees through a connector that creates the same event twice', async () => {
    const token = await backendToken(world, 'plain', 'system/AuditEvent.crs');
    await send('POST', `${plainBase}/AuditEvent`, token, auditEvent('key-2'));
    await send('POST', `${plainBase}/AuditEvent`, token, auditEvent('key-2'));
    expect(world.hospital.control.writebacks()).toMatchObject([{ duplicates: 1, effects: 2 }]);
  });

  it.each([
    ['an unknown element', { ...{ bogus: 1 } }, 422],
    ['a code outside a required binding', { outcome: '5' }, 422],
    ['no agent', { agent: undefined }, 422],
    ['another type', { resourceType: 'Appointment' }, 400],
  ])('refuses an AuditEvent with %s', async (_what, wrong, status) => {
    const token = await backendToken(world, 'plain', 'system/AuditEvent.crs');
    const answer = await send('POST', `${plainBase}/AuditEvent`, token, { ...auditEvent('bad'), ...wrong });
    expect([answer.status, answer.body.resourceType]).toEqual([status, 'OperationOutcome']);
  });
});
