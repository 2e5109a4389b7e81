import type { Fallback } from '@ehr-connector/shared/contract/connection-settings.ts';
import type { Places } from '@ehr-connector/shared/contract/people.ts';
import type { I18n } from '../../i18n/i18n.ts';
import { type KnownPeople, personName } from '../../parts/person-name.ts';

export type Place = Places['places'][number];

/** What a place is called; a chat has no name, but the end of its id tells it from another. */
export function placeName({ t }: I18n, place: Pick<Place, 'kind' | 'name' | 'conversationId'>): string {
  if (place.name !== null && place.name !== '') return place.name;
  return t(`settings.place.${place.kind}`, { id: place.conversationId.slice(-12) });
}

/** Whom or what a fallback tells. @param none what is said without one. */
export function fallbackWords(
  i18n: I18n,
  fallback: Fallback | null,
  known: { people: KnownPeople; places: readonly Place[] },
  none: string,
): string {
  const { t } = i18n;
  if (fallback === null) return none;
  switch (fallback.kind) {
    case 'person':
      return personName(i18n, known.people, fallback.entraObjectId);
    case 'group': {
      const team = known.places.find(({ entraGroupId }) => entraGroupId === fallback.entraGroupId);
      return t('settings.fallback.isGroup', { name: team ? placeName(i18n, team) : fallback.entraGroupId });
    }
    case 'conversation': {
      const place = known.places.find(({ conversationId }) => conversationId === fallback.conversationId);
      return place
        ? placeName(i18n, place)
        : t('settings.place.chat', { id: fallback.conversationId.slice(-12) });
    }
  }
}
