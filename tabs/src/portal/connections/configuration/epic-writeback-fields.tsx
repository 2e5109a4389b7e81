import type { DraftContent } from '@ehr-connector/shared/contract/connection-settings.ts';
import {
  Field,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Select,
  tokens,
} from '@fluentui/react-components';
import { useI18n } from '../../i18n/i18n-context.ts';
import { Choices } from './choices.tsx';
import { fieldId } from './steps.ts';
import { TextField } from './text-field.tsx';

type EpicWriteback = Extract<DraftContent['writeback'], { kind: 'epic' }>;
const METHODS = ['GET', 'POST', 'PUT'] as const;
const WAYS = ['client-credentials', 'basic'] as const;
const SHORT_TEXTS = [
  { name: 'vendorName', maxLength: 100 },
  { name: 'connectedStatus', maxLength: 20 },
  { name: 'disconnectedStatus', maxLength: 20 },
  { name: 'clinicianIdType', maxLength: 20 },
  { name: 'patientIdType', maxLength: 20 },
] as const;

const useStyles = makeStyles({
  fields: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalM },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 15rem), 1fr))',
    alignItems: 'start',
    gap: tokens.spacingVerticalM,
    maxWidth: '48rem',
  },
  wide: { maxWidth: '48rem' },
});

const SERVICE = 'api/epic/2018/Telehealth/ContextLinking/SetExternalConnectionStatus';

/** Where the service probably is: beside the FHIR server, where that is as usual. */
function exampleFor(fhirBaseUrl: string): string {
  const [, host] = /^(https?:\/\/[^?#]+\/)api\/FHIR\/[^/]+\/?$/i.exec(fhirBaseUrl.trim()) ?? [];
  return `${host ?? 'https://fhir.example.org/interconnect/'}${SERVICE}`;
}

/** How Epic's SetExternalConnectionStatus is called; all of it is to be confirmed with Epic. */
export function EpicWritebackFields(props: {
  writeback: EpicWriteback;
  /** Of the EHR whose service it is. */
  fhirBaseUrl: string;
  problems: readonly string[];
  onChange: (writeback: EpicWriteback) => void;
}) {
  const styles = useStyles();
  const { t } = useI18n();
  const { writeback, problems } = props;
  const put = (change: Partial<EpicWriteback>) => props.onChange({ ...writeback, ...change });
  return (
    <div className={styles.fields}>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t('writeback.assumption.title')}</MessageBarTitle>{' '}
          {t('writeback.assumption.text')}
        </MessageBarBody>
      </MessageBar>
      <div className={styles.wide}>
        <TextField
          path="writeback.url"
          type="url"
          label={t('content.writeback.url')}
          hint={t('writeback.url.hint', { example: exampleFor(props.fhirBaseUrl) })}
          value={writeback.url}
          maxLength={500}
          problems={problems}
          onChange={(url) => put({ url })}
        />
      </div>
      <div className={styles.grid}>
        <Field label={t('content.writeback.method')}>
          <Select
            id={fieldId('writeback.method')}
            value={writeback.method}
            onChange={(_, { value }) => {
              const method = METHODS.find((known) => known === value);
              if (method) put({ method });
            }}
          >
            {METHODS.map((method) => (
              <option key={method}>{method}</option>
            ))}
          </Select>
        </Field>
        {SHORT_TEXTS.map(({ name, maxLength }) => (
          <TextField
            key={name}
            path={`writeback.${name}`}
            label={t(`content.writeback.${name}`)}
            value={writeback[name]}
            maxLength={maxLength}
            problems={problems}
            onChange={(value) => put({ [name]: value })}
          />
        ))}
      </div>
      <Choices
        path="writeback.authentication"
        title={t('content.writeback.authentication')}
        intro={t('writeback.authentication.intro')}
        value={writeback.authentication}
        choices={WAYS.map((value) => ({
          value,
          label: t(`writeback.authentication.${value}`),
          hint: t(`writeback.authentication.${value}.hint`),
        }))}
        onChange={(authentication) => put({ authentication })}
      />
    </div>
  );
}
