import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HospitalUnderTest, startHospitalUnderTest } from './testing/connector.ts';
import { fhirGet, launch } from './testing/smart-launch.ts';

let world: HospitalUnderTest;
beforeAll(async () => {
  world = await startHospitalUnderTest();
});
afterAll(() => world.close());

describe('the launch of a clinician on the Epic face', () => {
  it("gives the visit, with Epic's quirks, to a client we did not write", async () => {
    const { hospital } = world;
    const tokens = await launch(world, { face: 'epic', kind: 'provider', as: 'okafor', visit: 'carter' });
    const data = hospital.control.people('epic');
    const visit = data.visits.find((one) => one.key === 'carter');
    const patient = data.patients.find((one) => one.key === 'carter');
    expect(tokens).toMatchObject({
      token_type: 'bearer',
      need_patient_banner: 'false',
      appointment: visit?.appointmentId,
      encounter: visit?.encounterId,
      patient: patient?.id,
      loginDepartment: '10101',
    });
    const claims = decodeJwt(tokens.id_token ?? '');
    const okafor = data.clinicians.find((one) => one.key === 'okafor');
    expect(claims.iss).toBe(hospital.faces.epic.issuer);
    expect(claims.iss).not.toBe(hospital.faces.epic.fhirBaseUrl);
    expect(claims.fhirUser).toBe(`${hospital.faces.epic.fhirBaseUrl}/Practitioner/${okafor?.id}`);

    const found = await fhirGet(
      hospital.faces.epic.fhirBaseUrl,
      `Appointment?identifier=${visit?.csn}`,
      tokens.access_token,
    );
    expect(found.body.entry[0].resource.id).toBe(visit?.appointmentId);
    expect(found.headers.get('etag')).toBeNull();
  });
});
