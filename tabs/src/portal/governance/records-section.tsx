import {
  Button,
  Field,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Radio,
  RadioGroup,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownloadRegular, ClipboardTaskListLtrRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { SectionProps } from '../connections/section.ts';
import { useI18n } from '../i18n/i18n-context.ts';
import { StatePage } from '../notices/state-page.tsx';
import { downloadText, fileName } from '../parts/download.ts';
import { Part, SectionBody } from '../parts/section.tsx';
import { NextSteps } from './records/next-steps.tsx';
import { RecordCard, type VisitForm } from './records/record-card.tsx';
import { recordsFile } from './records/records-file.ts';

const useStyles = makeStyles({
  top: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'end',
    gap: tokens.spacingHorizontalM,
  },
  records: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 26rem), 1fr))',
    alignItems: 'start',
    gap: tokens.spacingHorizontalL,
  },
  prose: { maxWidth: '48rem' },
});

/** What is pasted into the EHR, and what is done with it there. */
export function RecordsSection({ detail }: SectionProps) {
  const styles = useStyles();
  const { t } = useI18n();
  const [form, setForm] = useState<VisitForm>('single');
  if (detail.records.length === 0) {
    return (
      <SectionBody title={t('records.title')}>
        <StatePage
          level="h2"
          icon={<ClipboardTaskListLtrRegular />}
          title={t('records.none.title')}
          text={t(detail.open?.state === 'proposed' ? 'records.none.proposed' : 'records.none.text')}
        />
      </SectionBody>
    );
  }
  const hasForms = detail.records.some(({ contextTokens: { single, group } }) => single !== group);
  return (
    <SectionBody title={t('records.title')} intro={t('records.intro')}>
      {detail.state === 'disabled' && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('records.disabled')}</MessageBarBody>
        </MessageBar>
      )}
      <div className={styles.top}>
        {hasForms ? (
          <Field label={t('records.form')}>
            <RadioGroup
              layout="horizontal"
              value={form}
              onChange={(_, { value }) => setForm(value === 'group' ? 'group' : 'single')}
            >
              <Radio value="single" label={t('records.form.single')} />
              <Radio value="group" label={t('records.form.group')} />
            </RadioGroup>
          </Field>
        ) : (
          <span />
        )}
        <Button
          icon={<ArrowDownloadRegular />}
          onClick={() =>
            downloadText(fileName(`${detail.name} ${detail.environment}`, 'txt'), recordsFile(detail))
          }
        >
          {t('records.download')}
        </Button>
      </div>
      <div className={styles.records}>
        {detail.records.map((record) => (
          <RecordCard key={record.kind} record={record} form={form} />
        ))}
      </div>
      <NextSteps ehr={detail.ehr} />
      <Part title={t('records.sms.title')}>
        <Text className={styles.prose}>{t('records.sms.text')}</Text>
      </Part>
    </SectionBody>
  );
}
