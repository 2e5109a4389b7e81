import { ClinicianLinks, LinksPreview } from '@ehr-connector/shared/contract/clinician-links.ts';
import { Button, Field, makeStyles, Spinner, Textarea, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular, DocumentArrowUpRegular } from '@fluentui/react-icons';
import { useRef, useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import { ChangeFailure } from '../../parts/change-failure.tsx';
import { downloadText } from '../../parts/download.ts';
import { Part } from '../../parts/section.tsx';
import { useChange } from '../../parts/use-change.ts';
import { useSession } from '../../session/session-context.ts';
import { ImportPreview } from './import-preview.tsx';

const CSV_MAX = 1_000_000;
const TEMPLATE = 'ehr_user,username\nPractitioner/abc123,name@example.org\n';

const useStyles = makeStyles({
  form: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalM },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  csv: { fontFamily: tokens.fontFamilyMonospace },
  text: { maxWidth: '48rem' },
  hidden: { display: 'none' },
  done: { color: tokens.colorStatusSuccessForeground1, outlineStyle: 'none' },
});

/** Many links at once, from a CSV file or pasted; shown row by row before anything is imported. */
export function ImportLinks(props: {
  path: string;
  connectionName: string;
  onImported: (links: ClinicianLinks) => void;
}) {
  const styles = useStyles();
  const { t, plural } = useI18n();
  const { api } = useSession();
  const fileRef = useRef<HTMLInputElement>(null);
  const csvRef = useRef<HTMLTextAreaElement>(null);
  const saidRef = useRef<HTMLSpanElement>(null);
  const { change, isRunning, run, clear } = useChange();
  const [csv, setCsv] = useState('');
  const [preview, setPreview] = useState<LinksPreview | null>(null);
  const [said, setSaid] = useState('');
  const [isWrong, setWrong] = useState(false);
  const write = (text: string) => {
    setCsv(text);
    setPreview(null);
    setSaid('');
    setWrong(false);
    clear();
  };
  const look = (text: string) => {
    const isUnfit = text.trim() === '' || text.length > CSV_MAX;
    setWrong(isUnfit);
    if (isUnfit) return csvRef.current?.focus();
    void run(async () =>
      setPreview(await api.change('POST', `${props.path}/preview`, { csv: text }, LinksPreview)),
    );
  };
  const take = async (file: File | undefined) => {
    if (!file) return;
    const text = file.size > CSV_MAX ? 'x'.repeat(CSV_MAX + 1) : await file.text();
    write(text.length > CSV_MAX ? '' : text);
    if (fileRef.current) fileRef.current.value = ''; // the same file can be chosen again once it is mended
    look(text);
  };
  const importAll = () =>
    run(async () => {
      const count = preview?.rows.filter(({ state }) => state === 'new').length ?? 0;
      props.onImported(await api.change('POST', `${props.path}/import`, { csv }, ClinicianLinks));
      write('');
      setSaid(plural('links.imported', count));
      saidRef.current?.focus(); // the button that had the focus is gone
    });
  return (
    <Part title={t('links.import')} intro={t('links.importIntro')}>
      <div className={styles.form}>
        <div className={styles.buttons}>
          <Button icon={<DocumentArrowUpRegular />} onClick={() => fileRef.current?.click()}>
            {t('links.chooseFile')}
          </Button>
          <input
            ref={fileRef}
            type="file"
            accept=".csv,text/csv,text/plain"
            className={styles.hidden}
            aria-label={t('links.chooseFile')}
            onChange={({ currentTarget }) => void take(currentTarget.files?.[0])}
          />
          <Button
            appearance="subtle"
            icon={<ArrowDownloadRegular />}
            onClick={() => downloadText('ehr-users.csv', TEMPLATE, 'text/csv')}
          >
            {t('links.template')}
          </Button>
        </div>
        <Field
          className={styles.text}
          label={t('links.csv')}
          hint={t('links.csvHint')}
          {...(isWrong ? { validationMessage: t('links.csvWrong') } : {})}
        >
          <Textarea
            textarea={{ ref: csvRef, className: styles.csv, spellCheck: false }}
            rows={5}
            resize="vertical"
            value={csv}
            onChange={(_, { value }) => write(value)}
          />
        </Field>
        {!preview && (
          <div className={styles.buttons}>
            <Button
              disabledFocusable={isRunning}
              {...(isRunning ? { icon: <Spinner size="tiny" /> } : {})}
              onClick={() => look(csv)}
            >
              {isRunning ? t('links.previewing') : t('links.preview')}
            </Button>
          </div>
        )}
        {preview && (
          <ImportPreview
            preview={preview}
            isImporting={isRunning}
            onImport={() => void importAll()}
            onCancel={() => {
              write('');
              csvRef.current?.focus();
            }}
          />
        )}
        {change.state === 'failed' && <ChangeFailure failure={change.failure} />}
        <span ref={saidRef} tabIndex={-1} role="status" className={styles.done}>
          {said}
        </span>
      </div>
    </Part>
  );
}
