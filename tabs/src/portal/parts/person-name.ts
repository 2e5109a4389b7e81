import type { Person } from '@ehr-connector/shared/contract/people.ts';
import type { I18n } from '../i18n/i18n.ts';

export type KnownPeople = Readonly<Record<string, Person>>;

/**
 * Who did something, in words: a person by name if the directory knows the account, else by the account's id.
 *
 * @param actor an Entra object id, also as `entra:<object id>`; `ehr:<digest>`; or `service`. Null for nobody.
 */
export function personName({ t }: I18n, people: KnownPeople, actor: string | null): string {
  if (actor === null) return t('person.nobody');
  if (actor === 'service') return t('person.service');
  if (actor.startsWith('ehr:'))
    return t('person.ehrUser', { id: actor.slice('ehr:'.length, 'ehr:'.length + 8) });
  const id = actor.replace(/^entra:/, '');
  return people[id]?.displayName ?? t('people.unknown', { id });
}
