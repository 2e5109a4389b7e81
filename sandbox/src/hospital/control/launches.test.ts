import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HospitalUnderTest, startHospitalUnderTest } from '../testing/connector.ts';
import { fhirGet, launch } from '../testing/smart-launch.ts';

let world: HospitalUnderTest;
beforeAll(async () => {
  world = await startHospitalUnderTest();
});
afterAll(() => world.close());

const visitOf = (face: 'epic' | 'plain', key: string) =>
  world.hospital.control.people(face).visits.find((one) => one.key === key);
const patientOf = (key: string) =>
  world.hospital.control.people('epic').patients.find((one) => one.key === key);

describe('the launch URL', () => {
  it("carries Epic's context tokens to the side that launches", () => {
    const url = new URL(
      world.hospital.control.mintLaunch({ face: 'epic', kind: 'patient', as: 'carter', visit: 'carter' }).url,
    );
    expect(url.href.startsWith(`${world.clients.epic.launchBase}/patient?`)).toBe(true);
    expect(url.searchParams.get('iss')).toBe(world.hospital.faces.epic.fhirBaseUrl);
    expect(url.searchParams.get('sessionId')).toBe(visitOf('epic', 'carter')?.csn);
    expect(url.searchParams.get('departmentId')).toBe('10101');
  });

  it('carries nothing but iss and launch on the plain face', () => {
    const url = new URL(
      world.hospital.control.mintLaunch({ face: 'plain', kind: 'provider', as: 'okonkwo', visit: 'almeida' })
        .url,
    );
    expect([...url.searchParams.keys()]).toEqual(['iss', 'launch']);
  });

  it('can be made to lie', () => {
    const { url } = world.hospital.control.mintLaunch({
      face: 'epic',
      kind: 'patient',
      as: 'carter',
      visit: 'carter',
      overrides: { iss: 'https://evil.example', sessionId: '999', departmentId: null, path: 'provider' },
    });
    expect(url).toMatch(/\/provider\?iss=https%3A%2F%2Fevil.example&launch=[^&]+&sessionId=999$/);
  });

  it("is not made for somebody else's visit", () => {
    const order = { face: 'epic', kind: 'patient', as: 'carter', visit: 'nguyen' } as const;
    expect(() => world.hospital.control.mintLaunch(order)).toThrow('may not act for');
  });
});

describe('who launches', () => {
  it("is the patient, on the patient's side", async () => {
    const tokens = await launch(world, { face: 'epic', kind: 'patient', as: 'carter', visit: 'carter' });
    expect(tokens.claims()?.fhirUser).toMatch(new RegExp(`/Patient/${patientOf('carter')?.id}$`));
    expect(tokens.patient).toBe(patientOf('carter')?.id);
  });

  it('is a RelatedPerson for a parent, another one for each child', async () => {
    const leo = await launch(world, { face: 'epic', kind: 'patient', as: 'grace', visit: 'leo' });
    const mia = await launch(world, { face: 'epic', kind: 'patient', as: 'grace', visit: 'mia' });
    expect(leo.claims()?.fhirUser).toMatch(/\/RelatedPerson\//);
    expect(leo.claims()?.fhirUser).not.toBe(mia.claims()?.fhirUser);
    expect([leo.patient, mia.patient]).toEqual([patientOf('leo')?.id, patientOf('mia')?.id]);
  });

  it('may be a second clinician in the same appointment', async () => {
    const first = await launch(world, { face: 'epic', kind: 'provider', as: 'lindqvist', visit: 'nguyen' });
    const second = await launch(world, { face: 'epic', kind: 'provider', as: 'okafor', visit: 'nguyen' });
    expect(first.appointment).toBe(second.appointment);
    expect(first.claims()?.fhirUser).not.toBe(second.claims()?.fhirUser);
  });
});

describe('a group visit', () => {
  it('is known by its conference id, in the URL and, authenticated, in the token response', async () => {
    const order = { face: 'epic', kind: 'provider', as: 'duarte', visit: '58812' } as const;
    expect(new URL(world.hospital.control.mintLaunch(order).url).searchParams.get('sessionId')).toBe('58812');
    const tokens = await launch(world, order);
    expect(tokens).toMatchObject({ conferenceid: '58812' });
    expect(tokens).not.toHaveProperty('patient');
  });

  it('gives each patient their own appointment and no sight of the others', async () => {
    const tokens = await launch(world, { face: 'epic', kind: 'patient', as: 'brooks', visit: '58812' });
    expect(tokens).toMatchObject({
      conferenceid: '58812',
      appointment: visitOf('epic', 'group-brooks')?.appointmentId,
    });
    const { body } = await fhirGet(
      world.hospital.faces.epic.fhirBaseUrl,
      'Appointment?identifier=58812',
      tokens.access_token,
    );
    expect(body.total).toBe(1);
  });
});

describe('a consultation', () => {
  it('has an appointment and no patient', async () => {
    const tokens = await launch(world, {
      face: 'epic',
      kind: 'provider',
      as: 'lindqvist',
      visit: 'case-conference',
    });
    expect(tokens.appointment).toBe(visitOf('epic', 'case-conference')?.appointmentId);
    expect(tokens).not.toHaveProperty('patient');
    expect(tokens).not.toHaveProperty('encounter');
  });
});

describe('the plain face', () => {
  it('gives the appointment as fhirContext, a real boolean and no Epic quirks', async () => {
    const tokens = await launch(world, { face: 'plain', kind: 'provider', as: 'okonkwo', visit: 'almeida' });
    const visit = visitOf('plain', 'almeida');
    expect(tokens).toMatchObject({
      need_patient_banner: true,
      encounter: visit?.encounterId,
      fhirContext: [{ reference: `Appointment/${visit?.appointmentId}` }],
    });
    expect(tokens).not.toHaveProperty('appointment');
    expect(tokens).not.toHaveProperty('loginDepartment');
  });
});
