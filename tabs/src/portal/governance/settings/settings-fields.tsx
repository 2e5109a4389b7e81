import type { Person } from '@ehr-connector/shared/contract/people.ts';
import { Field, Input, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { useI18n } from '../../i18n/i18n-context.ts';
import type { KnownPeople } from '../../parts/person-name.ts';
import { Part } from '../../parts/section.tsx';
import { Departments } from './departments.tsx';
import { FallbackField } from './fallback-field.tsx';
import type { Place } from './fallback-words.ts';
import {
  DURATIONS,
  type Duration,
  leastMinutes,
  MOST_MINUTES,
  type SettingsField,
  type SettingsForm,
} from './settings-form.ts';

const NAME_MAX = 100;
const CONTACT_MAX = 200;

const useStyles = makeStyles({
  fields: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalM,
    maxWidth: '48rem',
  },
  lengths: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 20rem), 1fr))',
    gap: tokens.spacingHorizontalL,
    maxWidth: '64rem',
  },
  number: { maxWidth: '10rem' },
});

/** Everything that takes effect at once. */
export function SettingsFields(props: {
  form: SettingsForm;
  wrong: readonly SettingsField[];
  isFallbackIncomplete: boolean;
  people: KnownPeople;
  places: readonly Place[];
  onChange: (part: Partial<SettingsForm>) => void;
  onFallback: (isComplete: boolean) => void;
  onPerson: (person: Person) => void;
}) {
  const styles = useStyles();
  const { t } = useI18n();
  const { form, wrong, onChange, people, places, onPerson } = props;
  const problem = (field: SettingsField, words: string) =>
    wrong.includes(field) ? { validationMessage: words } : {};
  const length = (key: Duration) => (
    <Field
      key={key}
      label={t(`settings.${key}`)}
      hint={t(`settings.${key}.hint`)}
      required
      {...problem(key, t('settings.wrongMinutes', { least: leastMinutes(key), most: MOST_MINUTES }))}
    >
      <Input
        className={styles.number}
        type="number"
        inputMode="decimal"
        min={leastMinutes(key)}
        max={MOST_MINUTES}
        step="any"
        value={form[key]}
        contentAfter={t('settings.minutesUnit')}
        onChange={(_, { value }) => onChange({ [key]: value })}
      />
    </Field>
  );
  return (
    <>
      <div className={styles.fields}>
        <Field
          label={t('settings.name')}
          hint={t('settings.nameHint')}
          required
          {...problem('name', t('settings.required'))}
        >
          <Input
            value={form.name}
            maxLength={NAME_MAX}
            onChange={(_, { value }) => onChange({ name: value })}
          />
        </Field>
        <Field label={t('settings.connectedMeans')} hint={t('settings.connectedMeansHint')}>
          <RadioGroup
            value={form.connectedMeans}
            onChange={(_, { value }) =>
              onChange({ connectedMeans: value === 'waiting-room' ? 'waiting-room' : 'meeting' })
            }
          >
            <Radio value="waiting-room" label={t('settings.connectedMeans.waiting-room')} />
            <Radio value="meeting" label={t('settings.connectedMeans.meeting')} />
          </RadioGroup>
        </Field>
        <Field label={t('settings.helpContact')} hint={t('settings.helpContactHint')}>
          <Input
            value={form.helpContact}
            maxLength={CONTACT_MAX}
            onChange={(_, { value }) => onChange({ helpContact: value })}
          />
        </Field>
      </div>
      <Part title={t('settings.lengths')} intro={t('settings.lengthsIntro')}>
        <div className={styles.lengths}>{DURATIONS.map(length)}</div>
      </Part>
      <Part title={t('settings.fallbacks')}>
        <div className={styles.fields}>
          <FallbackField
            label={t('settings.fallback')}
            hint={t('settings.fallbackHint')}
            none={t('settings.fallback.none')}
            fallback={form.fallback}
            isIncomplete={props.isFallbackIncomplete}
            people={people}
            places={places}
            onPerson={onPerson}
            onChange={(fallback, isComplete) => {
              onChange({ fallback });
              props.onFallback(isComplete);
            }}
          />
        </div>
      </Part>
      <Part title={t('settings.departments')} intro={t('settings.departmentsIntro')}>
        <Departments
          departments={form.departments}
          people={people}
          places={places}
          onPerson={onPerson}
          onChange={(departments) => onChange({ departments })}
        />
      </Part>
    </>
  );
}
