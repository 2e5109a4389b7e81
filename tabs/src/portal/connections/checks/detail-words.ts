import type { Person } from '@ehr-connector/shared/contract/people.ts';
import type { I18n } from '../../i18n/i18n.ts';
import type { MessageKey, PlainKey } from '../../i18n/messages.ts';

type People = Readonly<Record<string, Person>>;

const LABELS = 'check.detail.';
type Label = MessageKey & `${typeof LABELS}${string}` & PlainKey;

/** A value that belongs to a finding, as it is read: labelled, and with people by name. */
export function detailWords(
  i18n: I18n,
  people: People,
  [name, value]: readonly [string, string],
): { readonly label: string; readonly value: string } {
  const key = `${LABELS}${name}`;
  const label = i18n.has(key) ? i18n.t(key as Label) : name;
  return { label, value: valueWords(i18n, people, name, value) };
}

function valueWords({ t, list }: I18n, people: People, name: string, value: string): string {
  if (name === 'accounts' || name === 'organizer') {
    return list(value.split(', ').map((id) => people[id]?.displayName ?? t('people.unknown', { id })));
  }
  return value === 'ahead' || value === 'behind' ? t(`check.direction.${value}`) : value;
}
