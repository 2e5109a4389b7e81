import type { Fallback } from '@ehr-connector/shared/contract/connection-settings.ts';
import type { Person } from '@ehr-connector/shared/contract/people.ts';
import { Field, makeStyles, Radio, RadioGroup, Select, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { ChoosePerson } from '../../connections/people/choose-person.tsx';
import { useI18n } from '../../i18n/i18n-context.ts';
import type { KnownPeople } from '../../parts/person-name.ts';
import { type Place, placeName } from './fallback-words.ts';

type Kind = 'none' | Fallback['kind'];
const KINDS: readonly Kind[] = ['none', 'person', 'conversation', 'group'];

const useStyles = makeStyles({
  field: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalS },
  failed: { color: tokens.colorStatusDangerForeground1 },
  select: { width: '100%', maxWidth: '32rem', '& select': { width: '100%', minWidth: 0 } },
});

/** Who is told when nobody else can be: a person, a chat or team the app was added to, or a group's team. */
export function FallbackField(props: {
  label: string;
  hint: string;
  /** What having none means here. */
  none: string;
  fallback: Fallback | null;
  /** It is to be said that a kind was chosen, and nobody of it. */
  isIncomplete: boolean;
  people: KnownPeople;
  places: readonly Place[];
  onChange: (fallback: Fallback | null, isComplete: boolean) => void;
  onPerson: (person: Person) => void;
}) {
  const styles = useStyles();
  const i18n = useI18n();
  const { t } = i18n;
  const { fallback } = props;
  const [kind, setKind] = useState<Kind>(fallback?.kind ?? 'none');
  const incomplete = t('settings.fallback.incomplete', { none: props.none });
  const problem = props.isIncomplete ? { validationMessage: incomplete } : {};
  const teams = props.places.filter(({ entraGroupId }) => entraGroupId !== null);
  return (
    <div className={styles.field}>
      <Field label={props.label} hint={props.hint}>
        <RadioGroup
          value={kind}
          onChange={(_, { value }) => {
            const chosen = KINDS.find((one) => one === value) ?? 'none';
            setKind(chosen);
            props.onChange(null, chosen === 'none');
          }}
        >
          <Radio value="none" label={props.none} />
          <Radio value="person" label={t('settings.fallback.person')} />
          <Radio value="conversation" label={t('settings.fallback.conversation')} />
          <Radio value="group" label={t('settings.fallback.group')} />
        </RadioGroup>
      </Field>
      {kind === 'person' && (
        <div data-invalid={props.isIncomplete}>
          <ChoosePerson
            label={t('settings.fallback.whichPerson')}
            id={fallback?.kind === 'person' ? fallback.entraObjectId : null}
            person={fallback?.kind === 'person' ? props.people[fallback.entraObjectId] : undefined}
            onChoose={(person) => {
              if (person) props.onPerson(person);
              props.onChange(person && { kind: 'person', entraObjectId: person.id }, person !== null);
            }}
          />
          {props.isIncomplete && (
            <Text role="alert" size={200} className={styles.failed}>
              {incomplete}
            </Text>
          )}
        </div>
      )}
      {kind === 'conversation' && (
        <Field
          label={t('settings.fallback.whichPlace')}
          required
          {...problem}
          hint={
            props.places.length === 0 ? t('settings.fallback.noPlaces') : t('settings.fallback.placesHint')
          }
        >
          <Select
            className={styles.select}
            value={fallback?.kind === 'conversation' ? fallback.conversationId : ''}
            onChange={(_, { value }) => {
              const place = props.places.find(({ conversationId }) => conversationId === value);
              props.onChange(
                place
                  ? {
                      kind: 'conversation',
                      conversationId: place.conversationId,
                      serviceUrl: place.serviceUrl,
                    }
                  : null,
                place !== undefined,
              );
            }}
          >
            <option value="">{t('settings.fallback.choose')}</option>
            {unlisted(fallback, props.places)}
            {props.places.map((place) => (
              <option key={place.conversationId} value={place.conversationId}>
                {placeName(i18n, place)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {kind === 'group' && (
        <Field
          label={t('settings.fallback.whichGroup')}
          required
          {...problem}
          hint={teams.length === 0 ? t('settings.fallback.noTeams') : t('settings.fallback.groupHint')}
        >
          <Select
            className={styles.select}
            value={fallback?.kind === 'group' ? fallback.entraGroupId : ''}
            onChange={(_, { value }) =>
              props.onChange(value === '' ? null : { kind: 'group', entraGroupId: value }, value !== '')
            }
          >
            <option value="">{t('settings.fallback.choose')}</option>
            {unlisted(fallback, props.places)}
            {teams.map((place) => (
              <option key={place.conversationId} value={place.entraGroupId ?? ''}>
                {placeName(i18n, place)}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </div>
  );
}

/** What is chosen now stays a choice, also when the app was removed from there. */
function unlisted(fallback: Fallback | null, places: readonly Place[]) {
  if (fallback?.kind === 'conversation') {
    const { conversationId: id } = fallback;
    return places.some(({ conversationId }) => conversationId === id) ? null : (
      <option value={id}>{id}</option>
    );
  }
  if (fallback?.kind === 'group') {
    const { entraGroupId: id } = fallback;
    return places.some(({ entraGroupId }) => entraGroupId === id) ? null : <option value={id}>{id}</option>;
  }
  return null;
}
