import { MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components';
import { useI18n } from '../../i18n/i18n-context.ts';
import { Choices } from './choices.tsx';
import { DepartmentList } from './department-list.tsx';

const useStyles = makeStyles({
  part: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalM },
  list: { maxWidth: '24rem' },
});

/** Which departments' appointments may be begun here: all, or only some. */
export function DepartmentsField(props: {
  value: readonly string[] | null;
  problems: readonly string[];
  /** Of a connection that another organisation shares: it is always for some. */
  isShared: boolean;
  onChange: (departments: string[] | null) => void;
}) {
  const styles = useStyles();
  const { t } = useI18n();
  const { value } = props;
  return (
    <div className={styles.part}>
      {props.isShared ? (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t('departments.shared')}</MessageBarBody>
        </MessageBar>
      ) : (
        <Choices
          path="departments"
          title={t('content.onlyDepartments')}
          intro={t('departments.intro')}
          value={value === null ? 'all' : 'some'}
          choices={[
            { value: 'all', label: t('departments.all'), hint: t('departments.all.hint') },
            { value: 'some', label: t('departments.some'), hint: t('departments.some.hint') },
          ]}
          onChange={(chosen) => props.onChange(chosen === 'all' ? null : [])}
        />
      )}
      {(value !== null || props.isShared) && (
        <div className={styles.list}>
          <DepartmentList
            path="onlyDepartments"
            label={t('departments.ids')}
            value={value ?? []}
            isWrong={props.problems.some((path) => path.startsWith('onlyDepartments'))}
            onChange={props.onChange}
          />
        </div>
      )}
    </div>
  );
}
