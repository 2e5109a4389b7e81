import type { PracticeFace } from '../face.ts';
import type { HospitalRows, VisitRow } from './builder.ts';

const GROUP = {
  atMinutes: 20,
  minutes: 45,
  type: 'Group video visit',
  reason: 'Living with diabetes, session 2',
  clinicianKeys: ['lin'],
  departmentId: '20102',
  conferenceId: '61204',
} as const;

const VISITS: readonly VisitRow[] = [
  {
    key: 'whitfield',
    csn: '810101',
    atMinutes: 5,
    minutes: 20,
    type: 'Video visit',
    reason: 'Back pain, follow-up',
    clinicianKeys: ['ramos'],
    patientKey: 'whitfield',
    departmentId: '20101',
  },
  {
    key: 'rahman',
    csn: '810102',
    atMinutes: 10,
    minutes: 30,
    type: 'Video visit',
    reason: 'Insulin, with the nurse practitioner',
    clinicianKeys: ['ramos', 'lin'],
    patientKey: 'rahman',
    departmentId: '20102',
  },
  {
    key: 'sofia',
    csn: '810103',
    atMinutes: 15,
    minutes: 15,
    type: 'Video visit',
    reason: 'Ear ache',
    clinicianKeys: ['ramos'],
    patientKey: 'sofia',
    departmentId: '20101',
  },
  { ...GROUP, key: 'group-rahman', csn: '810104', patientKey: 'rahman' },
  { ...GROUP, key: 'group-dahl', csn: '810105', patientKey: 'dahl' },
  {
    key: 'huddle',
    csn: '810106',
    atMinutes: 25,
    minutes: 20,
    type: 'Clinician consultation',
    reason: 'Discharge planning, no patient present',
    clinicianKeys: ['ramos', 'lin'],
    patientKey: null,
    departmentId: '20101',
  },
  {
    key: 'dahl-in-person',
    csn: '810107',
    atMinutes: 60,
    minutes: 30,
    type: 'Office visit',
    reason: 'Eye check',
    clinicianKeys: ['lin'],
    patientKey: 'dahl',
    departmentId: '20102',
    video: false,
  },
];

/**
 * Lakeview Practice, whose EHR nobody has connected yet. Its testing environment is a copy of production, as such
 * environments are: the same people and visits, under other FHIR ids.
 */
export function practiceRows(face: PracticeFace): HospitalRows {
  return {
    face,
    name: face === 'practice' ? 'Lakeview Practice, testing' : 'Lakeview Practice',
    departments: [
      ['20101', 'Family Medicine'],
      ['20102', 'Diabetes Care'],
    ],
    clinicians: [
      ['ramos', 'Dr', 'Diego', 'Ramos', 'Family medicine', '20101'],
      ['lin', 'Ms', 'Mei', 'Lin', 'Nurse practitioner', '20102'],
      ['raman', 'Ms', 'Priya', 'Raman', 'EHR application analyst', '20101'],
    ],
    patients: [
      [
        'whitfield',
        'Jonah',
        'Whitfield',
        'male',
        '1974-02-11',
        'L7710021',
        '+1 555 030 0117',
        '8 Boathouse Lane, Lakeview',
      ],
      [
        'rahman',
        'Aisha',
        'Rahman',
        'female',
        '1983-09-19',
        'L7710044',
        '+1 555 030 0149',
        '52 Cedar Street, Lakeview',
      ],
      [
        'sofia',
        'Sofia',
        'Costa',
        'female',
        '2018-06-04',
        'L7710063',
        '+1 555 030 0172',
        '3 Pier Road, Lakeview',
      ],
      [
        'dahl',
        'Ingvar',
        'Dahl',
        'male',
        '1959-12-27',
        'L7710080',
        '+1 555 030 0193',
        '27 Hillcrest Avenue, Lakeview',
      ],
    ],
    proxies: [
      {
        key: 'paulo',
        given: 'Paulo',
        family: 'Costa',
        phone: '+1 555 030 0172',
        relationship: 'FTH',
        children: ['sofia'],
      },
    ],
    visits: VISITS,
  };
}
