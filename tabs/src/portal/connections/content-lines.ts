import type { Revision } from '@ehr-connector/shared/contract/configuration.ts';
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

/** What trust rests on: what people write, and what stands beside it. Of a revision, or of what one would become. */
export type Stated = Pick<Revision, 'content' | 'authority' | 'credentialsSetIn'>;

/** What a draft will state once what is typed has been saved: at another address, nothing was found yet. */
export const asTyped = (draft: Revision, content: DraftContent): Stated => ({
  content,
  authority: content.fhirBaseUrl === draft.content.fhirBaseUrl ? draft.authority : null,
  credentialsSetIn: draft.credentialsSetIn,
});

/** What is stated, line by line, in the order of the form; people by name. */
export function contentLines(i18n: I18n, stated: Stated, people: People): readonly ContentLine[] {
  const { t, list } = i18n;
  const { content } = stated;
  const name = (id: string) => distinctName(people, id) ?? t('people.unknown', { id });
  const { approver, organizers, onlyDepartments, shares } = content;
  return [
    { label: 'content.fhirBaseUrl', value: content.fhirBaseUrl },
    ...authorityLines(i18n, stated),
    { label: 'content.clientId', value: content.clientId },
    { label: 'content.approver', value: approver === null ? t('content.nobody') : name(approver) },
    { label: 'content.organizers', value: list(organizers.map(name)) || t('content.nobody') },
    { label: 'content.sessionKeySource', value: t(`sessionKey.${content.sessionKeySource}`) },
    { label: 'content.signingAlgorithm', value: content.signingAlgorithm },
    { label: 'content.writeback', value: t(`writeback.${content.writeback.kind}`) },
    ...writebackLines(i18n, content.writeback),
    ...credentialsLine(i18n, stated),
    {
      label: 'content.onlyDepartments',
      value: onlyDepartments === null ? t('content.allDepartments') : list(onlyDepartments),
    },
    {
      label: 'content.shares',
      value:
        shares.map(({ tenantId, departments }) => `${tenantId}: ${list(departments)}`).join('\n') ||
        t('content.nobody'),
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

function authorityLines({ t }: I18n, { content, authority }: Stated): readonly ContentLine[] {
  if (authority === null) {
    const value = content.fhirBaseUrl === '' ? '' : t('content.authority.unknown');
    return [{ label: 'content.authority.authorizationEndpoint', value }];
  }
  return [
    { label: 'content.authority.authorizationEndpoint', value: authority.authorizationEndpoint },
    { label: 'content.authority.issuer', value: authority.issuer },
    { label: 'content.authority.tokenEndpoint', value: authority.tokenEndpoint },
    { label: 'content.authority.jwksUri', value: authority.jwksUri },
  ];
}

/** Never what they are: only which, so that whoever approves sees that they were replaced. */
function credentialsLine({ t }: I18n, { content, credentialsSetIn }: Stated): readonly ContentLine[] {
  const { writeback } = content;
  const areUsed = writeback.kind === 'epic' && writeback.authentication === 'basic';
  if (credentialsSetIn === null && !areUsed) return [];
  const value = credentialsSetIn === null ? '' : t('content.credentials.setIn', { number: credentialsSetIn });
  return [{ label: 'content.credentials', value }];
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

/** A line that two do not agree about; an empty text where one of them says nothing. */
export interface ContentDifference {
  readonly label: PlainKey;
  readonly before: string;
  readonly after: string;
}

export function contentDifferences(
  i18n: I18n,
  before: Stated | null,
  after: Stated,
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
