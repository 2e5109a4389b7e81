import type { Person } from '@ehr-connector/shared/contract/people.ts';
import { Combobox, Field, Link, makeStyles, Option, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import { type Search, usePeopleSearch } from './people-search.ts';
import { PersonLine } from './person-line.tsx';

const useStyles = makeStyles({
  box: { width: '100%', minWidth: 0, maxWidth: '32rem' },
  list: { maxHeight: '20rem' },
  said: { minHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground2 },
  failed: { color: tokens.colorStatusDangerForeground3 },
});

/** A field that searches the organisation's directory as one types, and lets one person be picked. */
export function PersonSearch(props: {
  label: string;
  hint?: string;
  onPick: (person: Person) => void;
  /** Already chosen: not offered again. */
  except?: readonly string[];
  inputId?: string;
  isRequired?: boolean;
}) {
  const styles = useStyles();
  const { t } = useI18n();
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const { search, retry } = usePeopleSearch(text);
  const people =
    search.state === 'found' ? search.people.filter(({ id }) => !props.except?.includes(id)) : [];
  return (
    <div>
      <Field
        label={props.label}
        required={props.isRequired ?? false}
        {...(props.hint === undefined ? {} : { hint: props.hint })}
      >
        <Combobox
          id={props.inputId}
          className={styles.box}
          listbox={{ className: styles.list }}
          placeholder={t('people.placeholder')}
          freeform
          clearable
          expandIcon={null}
          autoComplete="off"
          value={text}
          selectedOptions={[]}
          open={isOpen && people.length > 0}
          onOpenChange={(_, { open }) => setOpen(open)}
          onInput={({ currentTarget }) => {
            setText(currentTarget.value);
            setOpen(true);
          }}
          onOptionSelect={(_, { optionValue }) => {
            setText('');
            setOpen(false);
            const person = people.find(({ id }) => id === optionValue);
            if (person) props.onPick(person);
          }}
        >
          {people.map((person) => (
            <Option key={person.id} value={person.id} text={person.displayName} checkIcon={null}>
              <PersonLine person={person} />
            </Option>
          ))}
        </Combobox>
      </Field>
      <SearchStatus search={search} text={text.trim()} shown={people.length} onRetry={retry} />
    </div>
  );
}

function SearchStatus(props: { search: Search; text: string; shown: number; onRetry: () => void }) {
  const styles = useStyles();
  const { t, plural } = useI18n();
  const { search, text } = props;
  switch (search.state) {
    case 'failed':
      return (
        <Text size={200} role="alert" className={styles.failed}>
          {t('people.failed')}{' '}
          {search.failure.reference && t('failure.reference', { reference: search.failure.reference })}{' '}
          <Link as="button" onClick={props.onRetry}>
            {t('failure.retry')}
          </Link>
        </Text>
      );
    default:
      return (
        <Text block size={200} role="status" className={styles.said}>
          {search.state === 'searching' && t('people.searching')}
          {search.state === 'found' &&
            (props.shown === 0 ? t('people.nobody', { text }) : plural('people.found', props.shown))}
        </Text>
      );
  }
}
