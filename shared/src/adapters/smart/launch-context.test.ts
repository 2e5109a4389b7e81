import { describe, expect, it } from 'vitest';
import { displayNameOf, launchContextOf } from './launch-context.ts';

const BASE = 'https://ehr.example/fhir';
const NOTHING = {
  patientId: null,
  encounterId: null,
  appointmentId: null,
  conferenceId: null,
  departmentId: null,
  visitDepartmentId: null,
};

describe('a token response', () => {
  it('may be Epic’s, with its parameters at the top', () => {
    const response = {
      token_type: 'bearer',
      need_patient_banner: 'false',
      patient: 'p1',
      encounter: 'e1',
      appointment: 'a1',
      loginDepartment: '10101',
      conferenceid: '58812',
    };
    expect(launchContextOf(response, BASE)).toEqual({
      patientId: 'p1',
      encounterId: 'e1',
      appointmentId: 'a1',
      conferenceId: '58812',
      departmentId: '10101',
      visitDepartmentId: null,
    });
  });

  it('may name its integration tokens in any case, and its own department before the login’s', () => {
    const response = { ConferenceId: '58812', loginDepartment: '1', departmentID: '2' };
    expect(launchContextOf(response, BASE)).toMatchObject({
      conferenceId: '58812',
      departmentId: '2',
      visitDepartmentId: '2',
    });
  });

  it.each([
    ['relative', [{ reference: 'Appointment/a1' }], 'a1'],
    ['absolute', [{ reference: `${BASE}/Appointment/a1` }], 'a1'],
    [
      'among others',
      [{ reference: 'Task/1' }, null, { canonical: 'x' }, { reference: 'Appointment/a1' }],
      'a1',
    ],
    ['with the role it has by default', [{ reference: 'Appointment/a1', role: 'launch' }], 'a1'],
    ['in another role', [{ reference: 'Appointment/a1', role: 'https://roles.example/previous' }], null],
    ['twice', [{ reference: 'Appointment/a1' }, { reference: 'Appointment/a2' }], null],
    ['of another server', [{ reference: 'https://elsewhere.example/fhir/Appointment/a1' }], null],
    ['as no list', { reference: 'Appointment/a1' }, null],
  ])('names its appointment in fhirContext: %s', (_how, fhirContext, appointmentId) => {
    expect(launchContextOf({ fhirContext }, BASE).appointmentId).toBe(appointmentId);
  });

  it.each(['', '..', 'a/b', 'a?b', 'x'.repeat(65), 7, null, ['a'], { id: 'a' }])(
    'brings no id as %j',
    (value) => {
      const response = { patient: value, encounter: value, appointment: value };
      expect(launchContextOf(response, BASE)).toEqual(NOTHING);
    },
  );

  it.each(['', ' ', 'a b', 'x'.repeat(129), 58812, null])('brings no conference id as %j', (value) => {
    expect(launchContextOf({ conferenceId: value, loginDepartment: value }, BASE)).toEqual(NOTHING);
  });
});

describe('the name on the confirmation page', () => {
  it.each([
    [{ name: ' Amara Okafor ', preferred_username: 'aokafor' }, 'Amara Okafor'],
    [{ name: ' ', preferred_username: 'aokafor' }, 'aokafor'],
    [{ name: { given: 'Amara' } }, null],
    [{}, null],
  ])('of %j is %j', (claims, name) => {
    expect(displayNameOf(claims as Record<string, unknown>)).toBe(name);
  });
});
