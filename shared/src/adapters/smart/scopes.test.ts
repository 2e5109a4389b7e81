import { describe, expect, it } from 'vitest';
import { testConnection } from './hospital.test-support.ts';
import { missingScopes, requestedScope } from './scopes.ts';

const plain = testConnection({
  fhirBaseUrl: 'https://ehr.example/fhir',
  authority: { issuer: '', authorizationEndpoint: '', tokenEndpoint: '', jwksUri: '' },
});
const epic = { ...plain, ehr: 'epic' as const, sessionKeySource: 'epic-session-id' as const };
const oracle = { ...plain, ehr: 'oracle-health' as const, sessionKeySource: 'smart-encounter' as const };

describe('scopes', () => {
  it('are asked for at the level of who launches, and no more than the visit needs', () => {
    expect(requestedScope(oracle, 'provider')).toBe('launch openid fhirUser profile user/Encounter.r');
    expect(requestedScope({ ...oracle, sessionKeySource: 'smart-appointment' }, 'patient')).toBe(
      'launch openid fhirUser profile patient/Appointment.r',
    );
    expect(requestedScope(epic, 'device-test')).toBe(
      'launch openid fhirUser profile patient/Appointment.rs patient/Encounter.rs',
    );
  });

  it('ask for Locations where launches are for certain departments only, and do without', () => {
    const limited = { ...oracle, onlyDepartments: ['10102'] };
    expect(requestedScope(limited, 'patient')).toBe(
      'launch openid fhirUser profile patient/Encounter.r patient/Location.r',
    );
    const shared = { ...plain, sharedFrom: { organizationId: 'o', shareId: 's' } };
    expect(requestedScope(shared, 'provider')).toContain(' user/Location.r');
    expect(missingScopes(limited, 'patient/Encounter.r')).toEqual([]);
  });

  it('ask for the roles of practitioners where visits may name those, and do without', () => {
    expect(requestedScope(plain, 'patient')).toBe(
      'launch openid fhirUser profile patient/Appointment.r patient/PractitionerRole.r',
    );
    for (const named of [epic, oracle]) expect(requestedScope(named, 'patient')).not.toContain('Role');
    expect(missingScopes(plain, 'patient/Appointment.r')).toEqual([]);
  });

  it.each([
    'patient/Appointment.rs patient/Encounter.rs',
    'patient/Appointment.read patient/Encounter.read',
    'user/*.*',
    'user/*.cruds',
    'user/Appointment.r user/Appointment.s user/Encounter.rs?status=planned',
  ])('suffice as %s', (granted) => {
    expect(missingScopes(epic, granted)).toEqual([]);
  });

  it('are what was asked for when the server does not say', () => {
    expect(missingScopes(epic, undefined)).toEqual([]);
  });

  it.each([
    ['', ['Appointment.rs', 'Encounter.rs']],
    ['patient/Appointment.rs', ['Encounter.rs']],
    ['patient/Appointment.r patient/Encounter.rs', ['Appointment.rs']],
    ['patient/Appointment.write patient/Encounter.read', ['Appointment.rs']],
    ['patient/AppointmentResponse.rs patient/Encounter.rs', ['Appointment.rs']],
    ['launch/Appointment.rs patient/Encounter.rs', ['Appointment.rs']],
  ])('are missed in "%s"', (granted, missing) => {
    expect(missingScopes(epic, granted)).toEqual(missing);
  });
});
