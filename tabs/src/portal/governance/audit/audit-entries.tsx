import type { AuditPage } from '@ehr-connector/shared/contract/audit.ts';
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useI18n } from '../../i18n/i18n-context.ts';
import { Moment } from '../../parts/moment.tsx';
import { personName } from '../../parts/person-name.ts';
import { Rows } from '../../parts/rows.tsx';
import { useSession } from '../../session/session-context.ts';
import { actionWords, detailWords } from './audit-words.ts';

const HASH_SHOWN = 12;

const useStyles = makeStyles({
  what: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalXXS },
  details: { display: 'grid', gap: tokens.spacingVerticalXXS, listStyleType: 'none', margin: 0, padding: 0 },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

/** Entries, newest first: when, who, what, and to what. */
export function AuditEntries({ page }: { page: AuditPage }) {
  const styles = useStyles();
  const i18n = useI18n();
  const { t } = i18n;
  const { me } = useSession();
  return (
    <Rows
      label={t('audit.title')}
      columns={[t('audit.when'), t('audit.who'), t('audit.what'), t('audit.subject'), t('audit.number')]}
      rows={page.entries.map((entry) => ({
        key: String(entry.number),
        cells: [
          <Moment key="when" at={entry.at} />,
          personName(i18n, page.people, entry.actor),
          <span key="what" className={styles.what}>
            <Text weight="semibold">{actionWords(i18n, entry.action)}</Text>
            <ul className={styles.details}>
              {detailWords(i18n, entry).map(([name, value]) => (
                <li key={name}>
                  <Text size={200} className={styles.quiet}>
                    <Text size={200} weight="semibold">
                      {name}
                    </Text>{' '}
                    {value}
                  </Text>
                </li>
              ))}
            </ul>
          </span>,
          entry.subjectName ??
            (entry.subject === me.organization.id ? (
              me.organization.name
            ) : (
              <code key="subject">{entry.subject}</code>
            )),
          <span key="number" className={styles.what}>
            <span>{entry.number}</span>
            <Text size={200} font="monospace" className={styles.quiet}>
              {t('audit.hash', { hash: entry.hash.slice(0, HASH_SHOWN) })}
            </Text>
          </span>,
        ],
      }))}
    />
  );
}
