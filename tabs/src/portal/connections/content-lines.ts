import type { DraftContent } from '@ehr-connector/shared/contract/connection-settings.ts';
import type { Person } from '@ehr-connector/shared/contract/people.ts';
import type { I18n } from '../i18n/i18n.ts';
import type { PlainKey } from '../i18n/messages.ts';

type People = Readonly<Record<string, Person>>;

/** One thing that content says, in words. */
export interface ContentLine {
  readonly label: PlainKey;
  readonly value: string;
}

/** What content says, line by line, in the order of the form; people by name. */
export function contentLines(i18n: I18n, content: DraftContent, people: People): readonly ContentLine[] {
  const { t, list } = i18n;
  const name = (id: string) => distinctName(people, id) ?? t('people.unknown', { id });
  const { approver, organizers, onlyDepartments, shares } = content;
  return [
    { label: 'content.fhirBaseUrl', value: content.fhirBaseUrl },
    { label: 'content.clientId', value: content.clientId },
    { label: 'content.approver', value: approver === null ? '' : name(approver) },
    { label: 'content.organizers', value: list(organizers.map(name)) },
    { label: 'content.sessionKeySource', value: t(`sessionKey.${content.sessionKeySource}`) },
    { label: 'content.signingAlgorithm', value: content.signingAlgorithm },
    { label: 'content.writeback', value: t(`writeback.${content.writeback.kind}`) },
    ...writebackLines(i18n, content.writeback),
    {
      label: 'content.onlyDepartments',
      value: onlyDepartments === null ? t('content.allDepartments') : list(onlyDepartments),
    },
    {
      label: 'content.shares',
      value: shares.map(({ tenantId, departments }) => `${tenantId}: ${list(departments)}`).join('\n'),
    },
  ];
}

/** Of two people of one name, which: or a change from one to the other would not show. */
function distinctName(people: People, id: string): string | undefined {
  const person = people[id];
  if (person === undefined) return undefined;
  const { displayName, username } = person;
  const isShared = Object.values(people).some(
    (other) => other.id !== person.id && other.displayName === displayName,
  );
  return isShared ? `${displayName} (${username})` : displayName;
}

function writebackLines({ t }: I18n, writeback: DraftContent['writeback']): readonly ContentLine[] {
  switch (writeback.kind) {
    case 'none':
      return [];
    case 'fhir-r4':
      return [
        {
          label: 'content.writeback.markAppointmentArrived',
          value: t(writeback.markAppointmentArrived ? 'content.yes' : 'content.no'),
        },
      ];
    case 'epic':
      return [
        { label: 'content.writeback.url', value: writeback.url },
        { label: 'content.writeback.method', value: writeback.method },
        { label: 'content.writeback.vendorName', value: writeback.vendorName },
        { label: 'content.writeback.connectedStatus', value: writeback.connectedStatus },
        { label: 'content.writeback.disconnectedStatus', value: writeback.disconnectedStatus },
        { label: 'content.writeback.clinicianIdType', value: writeback.clinicianIdType },
        { label: 'content.writeback.patientIdType', value: writeback.patientIdType },
        {
          label: 'content.writeback.authentication',
          value: t(`writeback.authentication.${writeback.authentication}`),
        },
      ];
  }
}

/** A line that two contents do not agree about; an empty text where one of them says nothing. */
export interface ContentDifference {
  readonly label: PlainKey;
  readonly before: string;
  readonly after: string;
}

export function contentDifferences(
  i18n: I18n,
  before: DraftContent | null,
  after: DraftContent,
  people: People,
): readonly ContentDifference[] {
  const old = new Map(
    before ? contentLines(i18n, before, people).map(({ label, value }) => [label, value]) : [],
  );
  const now = new Map(contentLines(i18n, after, people).map(({ label, value }) => [label, value]));
  return [...new Set([...now.keys(), ...old.keys()])]
    .map((label) => ({ label, before: old.get(label) ?? '', after: now.get(label) ?? '' }))
    .filter((line) => line.before !== line.after);
}
