import type { Connections } from '@ehr-connector/shared/contract/configuration.ts';
import { Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useI18n } from '../../i18n/i18n-context.ts';
import { AUDIT_ACTIONS } from './audit-actions.ts';
import type { AuditFilter } from './use-audit.ts';

const useStyles = makeStyles({
  filters: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL },
  filter: { flexBasis: '18rem', minWidth: 0, maxWidth: '100%' },
  // A select is as wide as its longest choice, unless told otherwise.
  select: { width: '100%', '& select': { width: '100%', minWidth: 0 } },
});

/** Which entries are looked at: what was done, and to which connection. */
export function AuditFilters(props: {
  filter: AuditFilter;
  connections: Connections['connections'];
  onChange: (filter: AuditFilter) => void;
}) {
  const styles = useStyles();
  const i18n = useI18n();
  const { t } = i18n;
  const { filter, connections, onChange } = props;
  const actions = AUDIT_ACTIONS.map((action) => ({ action, words: t(`audit.action.${action}`) })).toSorted(
    (a, b) => a.words.localeCompare(b.words, i18n.locale),
  );
  return (
    <search className={styles.filters}>
      <Field label={t('audit.filter.action')} className={styles.filter}>
        <Select
          className={styles.select}
          value={filter.action}
          onChange={(_, { value }) => onChange({ ...filter, action: value })}
        >
          <option value="">{t('audit.filter.all')}</option>
          {actions.map(({ action, words }) => (
            <option key={action} value={action}>
              {words}
            </option>
          ))}
        </Select>
      </Field>
      {connections.length > 0 && (
        <Field label={t('audit.filter.connection')} className={styles.filter}>
          <Select
            className={styles.select}
            value={filter.subject}
            onChange={(_, { value }) => onChange({ ...filter, subject: value })}
          >
            <option value="">{t('audit.filter.all')}</option>
            {connections.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </search>
  );
}
