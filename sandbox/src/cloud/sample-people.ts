import type { Person, Tenant } from './model.ts';

/** Object ids of the sample people, for seeds and tests. */
export const SAMPLE_OIDS = {
  amara: '11111111-0a01-4c00-8000-000000000001',
  diego: '11111111-0a01-4c00-8000-000000000002',
  mei: '11111111-0a01-4c00-8000-000000000003',
  coordinator: '11111111-0a01-4c00-8000-000000000011',
  admin: '11111111-0a01-4c00-8000-000000000021',
  teamsAdmin: '11111111-0a01-4c00-8000-000000000022',
  ehrAnalyst: '11111111-0a01-4c00-8000-000000000023',
  organizer: '11111111-0a01-4c00-8000-000000000031',
  secondOrganizer: '11111111-0a01-4c00-8000-000000000032',
  auditor: '11111111-0a01-4c00-8000-000000000041',
  unlicensed: '11111111-0a01-4c00-8000-000000000051',
  employeePatient: '11111111-0a01-4c00-8000-000000000061',
  stranger: '22222222-0a01-4c00-8000-000000000001',
  strangersTeamsAdmin: '22222222-0a01-4c00-8000-000000000002',
} as const;

/** The tenant that is not the hospital's, for tests across the wall between tenants. */
export const SECOND_TENANT_ID = '22222222-7e4a-4f00-8000-000000000000';

const DOMAIN = 'riverside.example';
const SECOND_DOMAIN = 'lakeside.example';

type Sample = readonly [keyof typeof SAMPLE_OIDS, string, string, string, readonly string[], boolean?];

const SAMPLES: readonly Sample[] = [
  ['amara', 'amara.okafor', 'Dr. Amara Okafor', 'Consultant cardiologist', ['Clinician']],
  ['diego', 'diego.ramos', 'Dr. Diego Ramos', 'Family physician', ['Clinician']],
  ['mei', 'mei.lin', 'Mei Lin', 'Nurse practitioner', ['Clinician']],
  ['coordinator', 'hannah.berg', 'Hannah Berg', 'Virtual visit coordinator', ['Coordinator']],
  ['admin', 'tomas.novak', 'Tomás Novák', 'Microsoft 365 administrator', ['ConfigAdmin']],
  ['teamsAdmin', 'ingrid.solberg', 'Ingrid Solberg', 'Teams administrator', []],
  ['ehrAnalyst', 'priya.raman', 'Priya Raman', 'EHR analyst', []],
  ['organizer', 'virtual.visits', 'Virtual Visits', 'Meeting organiser (service account)', []],
  ['secondOrganizer', 'virtual.visits2', 'Virtual Visits 2', 'Meeting organiser (service account)', []],
  ['auditor', 'ruth.adeyemi', 'Ruth Adeyemi', 'Privacy and audit officer', ['Auditor']],
  ['unlicensed', 'paul.weiss', 'Dr. Paul Weiss', 'Locum physician', ['Clinician'], false],
  ['employeePatient', 'elena.petrova', 'Elena Petrova', 'Facilities technician', []],
];

/** Entra's template id of the role. */
const TEAMS_ADMINISTRATOR = '69091246-20e8-4a56-aa4d-066075b2a7a8';
const DIRECTORY_ROLES: Partial<Record<keyof typeof SAMPLE_OIDS, readonly string[]>> = {
  teamsAdmin: [TEAMS_ADMINISTRATOR],
};
const WITH_PHOTO = new Set<keyof typeof SAMPLE_OIDS>(['amara', 'mei', 'admin', 'ehrAnalyst']);

/** The people of the sample hospital: clinicians, a coordinator, an administrator, organisers and others. */
export function samplePeople(): readonly Person[] {
  return SAMPLES.map(([key, mailbox, displayName, jobTitle, appRoles, teamsLicensed = true]) => ({
    oid: SAMPLE_OIDS[key],
    userPrincipalName: `${mailbox}@${DOMAIN}`,
    displayName,
    jobTitle,
    appRoles,
    teamsLicensed,
    directoryRoles: DIRECTORY_ROLES[key] ?? [],
    hasPhoto: WITH_PHOTO.has(key),
  }));
}

/** A tenant of two: one has every role of the app there and none here, the other administers Teams. */
export function secondTenant(): Tenant {
  return {
    tenantId: SECOND_TENANT_ID,
    domain: SECOND_DOMAIN,
    people: [
      {
        oid: SAMPLE_OIDS.stranger,
        userPrincipalName: `sam.stranger@${SECOND_DOMAIN}`,
        displayName: 'Dr. Sam Stranger',
        jobTitle: 'Physician',
        appRoles: ['Clinician', 'Coordinator', 'ConfigAdmin'],
        teamsLicensed: true,
      },
      {
        oid: SAMPLE_OIDS.strangersTeamsAdmin,
        userPrincipalName: `freya.lund@${SECOND_DOMAIN}`,
        displayName: 'Freya Lund',
        jobTitle: 'Teams administrator',
        appRoles: [],
        teamsLicensed: true,
        directoryRoles: [TEAMS_ADMINISTRATOR],
      },
    ],
  };
}

/** The same people with a mark in every name, which a test can later look for where names must not be. */
export function withCanary(people: readonly Person[], canary: string): readonly Person[] {
  return people.map((person) => ({
    ...person,
    displayName: `${person.displayName} ${canary}`,
    userPrincipalName: person.userPrincipalName.replace('@', `.${canary.toLowerCase()}@`),
  }));
}
