import { expect, it } from 'vitest';
import { enUs } from '../i18n/en-us.ts';
import { createI18n } from '../i18n/i18n.ts';
import { sampleContent, sampleDetail, sampleRevision } from '../testing/sample-connections.ts';
import { ADA, VISITS_ACCOUNT } from '../testing/sample-people.ts';
import { asTyped, contentDifferences, type Stated } from './content-lines.ts';

const i18n = createI18n('en-US', enUs);
const { people } = sampleDetail();
const AUTHORITY = {
  issuer: 'https://ehr.example/oauth2',
  authorizationEndpoint: 'https://ehr.example/oauth2/authorize',
  tokenEndpoint: 'https://ehr.example/oauth2/token',
  jwksUri: 'https://ehr.example/oauth2/jwks',
};
const stated = (content: Stated['content'], beside: Partial<Stated> = {}): Stated => ({
  content,
  authority: AUTHORITY,
  credentialsSetIn: null,
  ...beside,
});

it('shows only what differs, with people by name', () => {
  const before = stated(sampleContent());
  const after = stated(sampleContent({ approver: ADA.id, organizers: [VISITS_ACCOUNT.id, ADA.id] }));
  expect(contentDifferences(i18n, before, after, people)).toEqual([
    { label: 'content.approver', before: 'Edgar Elm', after: 'Ada Alder' },
    { label: 'content.organizers', before: 'Virtual Visits 1', after: 'Virtual Visits 1 and Ada Alder' },
  ]);
  expect(contentDifferences(i18n, before, stated(sampleContent()), people)).toEqual([]);
});

it('tells people of the same name apart by their user names', () => {
  const namesake = { ...VISITS_ACCOUNT, id: ADA.id, username: 'visits@elsewhere.example' };
  const known = { ...people, [namesake.id]: namesake };
  const after = stated(sampleContent({ organizers: [namesake.id] }));
  expect(contentDifferences(i18n, stated(sampleContent()), after, known)).toEqual([
    {
      label: 'content.organizers',
      before: `Virtual Visits 1 (${VISITS_ACCOUNT.username})`,
      after: 'Virtual Visits 1 (visits@elsewhere.example)',
    },
  ]);
});

it('shows also what falls away, and everything of a first revision', () => {
  const epic = stated(sampleContent({ writeback: { kind: 'fhir-r4', markAppointmentArrived: true } }));
  expect(contentDifferences(i18n, epic, stated(sampleContent()), people)).toContainEqual({
    label: 'content.writeback.markAppointmentArrived',
    before: 'Yes',
    after: '',
  });
  expect(contentDifferences(i18n, null, epic, people).map(({ label }) => label)).toContain(
    'content.fhirBaseUrl',
  );
});

it('shows a sign-in that moved, though nothing that people write has changed', () => {
  const moved = { ...AUTHORITY, authorizationEndpoint: 'https://elsewhere.example/authorize' };
  const before = stated(sampleContent());
  expect(contentDifferences(i18n, before, stated(sampleContent(), { authority: moved }), people)).toEqual([
    {
      label: 'content.authority.authorizationEndpoint',
      before: AUTHORITY.authorizationEndpoint,
      after: moved.authorizationEndpoint,
    },
  ]);
  for (const [part, label] of [
    ['issuer', 'content.authority.issuer'],
    ['tokenEndpoint', 'content.authority.tokenEndpoint'],
    ['jwksUri', 'content.authority.jwksUri'],
  ] as const) {
    const authority = { ...AUTHORITY, [part]: 'https://elsewhere.example/' };
    const lines = contentDifferences(i18n, before, stated(sampleContent(), { authority }), people);
    expect(lines.map((line) => line.label)).toEqual([label]);
  }
});

it('shows that user and password were replaced, and never what they are', () => {
  const since = (credentialsSetIn: number | null) => stated(sampleContent(), { credentialsSetIn });
  expect(contentDifferences(i18n, since(1), since(4), people)).toEqual([
    { label: 'content.credentials', before: 'Entered in revision 1', after: 'Entered in revision 4' },
  ]);
  expect(contentDifferences(i18n, since(4), since(4), people)).toEqual([]);
});

it('takes nothing for found at an address that is only typed', () => {
  const draft = sampleRevision({ authority: AUTHORITY });
  const typed = (fhirBaseUrl: string) => asTyped(draft, sampleContent({ fhirBaseUrl }));
  expect(typed(draft.content.fhirBaseUrl).authority).toEqual(AUTHORITY);
  const lines = contentDifferences(i18n, draft, typed('https://other.example/R4'), people);
  expect(lines).toContainEqual({
    label: 'content.authority.authorizationEndpoint',
    before: AUTHORITY.authorizationEndpoint,
    after: 'Found when the address is checked',
  });
});

it('says that nobody is named, not that nothing is', () => {
  const before = stated(sampleContent({ shares: [{ tenantId: 't', departments: ['1'] }] }));
  const after = stated(sampleContent({ approver: null, organizers: [], shares: [] }));
  expect(contentDifferences(i18n, before, after, people).map((line) => line.after)).toEqual([
    'Nobody',
    'Nobody',
    'Nobody',
  ]);
});
