import { expect, it } from 'vitest';
import { enUs } from '../i18n/en-us.ts';
import { createI18n } from '../i18n/i18n.ts';
import { sampleContent, sampleDetail } from '../testing/sample-connections.ts';
import { ADA, VISITS_ACCOUNT } from '../testing/sample-people.ts';
import { contentDifferences } from './content-lines.ts';

const i18n = createI18n('en-US', enUs);
const { people } = sampleDetail();

it('shows only what differs, with people by name', () => {
  const before = sampleContent();
  const after = sampleContent({ approver: ADA.id, organizers: [VISITS_ACCOUNT.id, ADA.id] });
  expect(contentDifferences(i18n, before, after, people)).toEqual([
    { label: 'content.approver', before: 'Edgar Elm', after: 'Ada Alder' },
    { label: 'content.organizers', before: 'Virtual Visits 1', after: 'Virtual Visits 1 and Ada Alder' },
  ]);
  expect(contentDifferences(i18n, before, sampleContent(), people)).toEqual([]);
});

it('tells people of the same name apart by their user names', () => {
  const namesake = { ...VISITS_ACCOUNT, id: ADA.id, username: 'visits@elsewhere.example' };
  const known = { ...people, [namesake.id]: namesake };
  const after = sampleContent({ organizers: [namesake.id] });
  expect(contentDifferences(i18n, sampleContent(), after, known)).toEqual([
    {
      label: 'content.organizers',
      before: `Virtual Visits 1 (${VISITS_ACCOUNT.username})`,
      after: 'Virtual Visits 1 (visits@elsewhere.example)',
    },
  ]);
});

it('shows also what falls away, and everything of a first revision', () => {
  const epic = sampleContent({ writeback: { kind: 'fhir-r4', markAppointmentArrived: true } });
  expect(contentDifferences(i18n, epic, sampleContent(), people)).toContainEqual({
    label: 'content.writeback.markAppointmentArrived',
    before: 'Yes',
    after: '',
  });
  expect(contentDifferences(i18n, null, epic, people).map(({ label }) => label)).toContain(
    'content.fhirBaseUrl',
  );
});
