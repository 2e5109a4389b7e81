import type { ConnectionDetail, Pasted } from '@ehr-connector/shared/contract/configuration.ts';
import {
  Button,
  Field,
  makeStyles,
  Radio,
  RadioGroup,
  Select,
  Spinner,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import { useFirstInvalid } from '../../parts/use-first-invalid.ts';

type Record = Extract<Pasted, { kind: 'record' }>;

const FIELD_MAX = 8_192;
const URL_MAX = 16_384;
const EMPTY: Record = {
  kind: 'record',
  record: 'patient',
  form: 'single',
  meetingUrl: '',
  clientId: '',
  contextToken: '',
};

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalM,
    maxWidth: '48rem',
  },
  which: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXL, alignItems: 'end' },
  // A select is as wide as its longest choice, unless told otherwise.
  choice: { minWidth: 0, maxWidth: '100%' },
  select: { width: '100%', '& select': { width: '100%', minWidth: 0 } },
  text: { fontFamily: tokens.fontFamilyMonospace },
  submit: { justifySelf: 'start' },
});

/** Where one pastes what stands in the EHR. Blanks are kept as they are: they may be what is wrong. */
export function PasteForm(props: {
  records: ConnectionDetail['records'];
  isChecking: boolean;
  onCheck: (pasted: Pasted) => void;
  onChange: () => void;
}) {
  const styles = useStyles();
  const { t } = useI18n();
  const [kind, setKind] = useState<Pasted['kind']>('record');
  const [record, setRecord] = useState<Record>(EMPTY);
  const [url, setUrl] = useState('');
  const [isEmpty, setEmpty] = useState(false);
  const { formRef, leadToInvalid } = useFirstInvalid<HTMLFormElement>();
  const change = (part: Partial<Record>) => {
    setRecord((before) => ({ ...before, ...part }));
    setEmpty(false);
    props.onChange();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isNothing =
      kind === 'record'
        ? [record.meetingUrl, record.clientId, record.contextToken].every((text) => text === '')
        : url === '';
    setEmpty(isNothing);
    if (isNothing) return leadToInvalid();
    if (!props.isChecking) props.onCheck(kind === 'record' ? record : { kind, url });
  };
  const missing = isEmpty ? { validationMessage: t('pasted.nothing') } : {};
  const field = (name: 'meetingUrl' | 'clientId' | 'contextToken', isFirst = false) => (
    <Field label={t(`records.${name}`)} {...(isFirst ? missing : {})}>
      <Textarea
        textarea={{ className: styles.text, spellCheck: false }}
        rows={name === 'clientId' ? 1 : 2}
        resize="vertical"
        value={record[name]}
        maxLength={FIELD_MAX}
        onChange={(_, { value }) => change({ [name]: value })}
      />
    </Field>
  );
  return (
    <form ref={formRef} className={styles.form} onSubmit={submit} noValidate>
      <Field label={t('pasted.what')}>
        <RadioGroup
          value={kind}
          onChange={(_, { value }) => {
            setKind(value === 'launch-url' ? 'launch-url' : 'record');
            setEmpty(false);
            props.onChange();
          }}
        >
          <Radio value="record" label={t('pasted.what.record')} />
          <Radio value="launch-url" label={t('pasted.what.launchUrl')} />
        </RadioGroup>
      </Field>
      {kind === 'record' ? (
        <>
          <div className={styles.which}>
            <Field label={t('pasted.record')} className={styles.choice}>
              <Select
                className={styles.select}
                value={record.record}
                onChange={(_, { value }) => {
                  const chosen = props.records.find((one) => one.kind === value);
                  if (chosen) change({ record: chosen.kind });
                }}
              >
                {props.records.map((one) => (
                  <option key={one.kind} value={one.kind}>
                    {t(`records.kind.${one.kind}`)}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label={t('records.form')}>
              <RadioGroup
                layout="horizontal"
                value={record.form}
                onChange={(_, { value }) => change({ form: value === 'group' ? 'group' : 'single' })}
              >
                <Radio value="single" label={t('records.form.single')} />
                <Radio value="group" label={t('records.form.group')} />
              </RadioGroup>
            </Field>
          </div>
          {field('meetingUrl', true)}
          {field('clientId')}
          {field('contextToken')}
        </>
      ) : (
        <Field label={t('pasted.launchUrl')} hint={t('pasted.launchUrlHint')} {...missing}>
          <Textarea
            textarea={{ className: styles.text, spellCheck: false }}
            rows={4}
            resize="vertical"
            value={url}
            maxLength={URL_MAX}
            onChange={(_, { value }) => {
              setUrl(value);
              setEmpty(false);
              props.onChange();
            }}
          />
        </Field>
      )}
      <Button
        type="submit"
        appearance="primary"
        className={styles.submit}
        disabledFocusable={props.isChecking}
        {...(props.isChecking ? { icon: <Spinner size="tiny" /> } : {})}
      >
        {props.isChecking ? t('pasted.checking') : t('pasted.check')}
      </Button>
    </form>
  );
}
