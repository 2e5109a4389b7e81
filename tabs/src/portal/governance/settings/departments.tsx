import type { Person } from '@ehr-connector/shared/contract/people.ts';
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { AddRegular, DeleteRegular, EditRegular } from '@fluentui/react-icons';
import { useI18n } from '../../i18n/i18n-context.ts';
import type { KnownPeople } from '../../parts/person-name.ts';
import { Rows } from '../../parts/rows.tsx';
import { type Department, DepartmentDialog } from './department-dialog.tsx';
import { fallbackWords, type Place } from './fallback-words.ts';

const useStyles = makeStyles({
  departments: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalM },
  add: { justifySelf: 'start' },
  quiet: { color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** The departments that have a name, or a fallback of their own. */
export function Departments(props: {
  departments: readonly Department[];
  people: KnownPeople;
  places: readonly Place[];
  onPerson: (person: Person) => void;
  /** Undefined where nothing may be changed. */
  onChange: ((departments: Department[]) => void) | undefined;
}) {
  const styles = useStyles();
  const i18n = useI18n();
  const { t } = i18n;
  const { departments, onChange, people, places, onPerson } = props;
  const ids = departments.map(({ ehrId }) => ehrId);
  const sorted = departments.toSorted((a, b) => a.name.localeCompare(b.name, i18n.locale));
  const columns = [
    t('settings.department.name'),
    t('settings.department.id'),
    t('settings.department.fallback'),
    ...(onChange ? [t('settings.department.actions')] : []),
  ];
  return (
    <div className={styles.departments}>
      {departments.length === 0 ? (
        <Text className={styles.quiet}>{t('settings.departments.none')}</Text>
      ) : (
        <Rows
          label={t('settings.departments')}
          columns={columns}
          rows={sorted.map((department) => ({
            key: department.ehrId,
            cells: [
              department.name,
              <code key="id">{department.ehrId}</code>,
              fallbackWords(
                i18n,
                department.fallback,
                { people, places },
                t('settings.department.noFallback'),
              ),
              onChange && (
                <span key="actions" className={styles.buttons}>
                  <DepartmentDialog
                    trigger={
                      <Button
                        size="small"
                        icon={<EditRegular />}
                        aria-label={t('settings.department.editLabel', { name: department.name })}
                      >
                        {t('settings.department.editIt')}
                      </Button>
                    }
                    department={department}
                    takenIds={ids.filter((id) => id !== department.ehrId)}
                    people={people}
                    places={places}
                    onPerson={onPerson}
                    onDone={(next) =>
                      onChange(departments.map((one) => (one.ehrId === department.ehrId ? next : one)))
                    }
                  />
                  <Button
                    size="small"
                    icon={<DeleteRegular />}
                    aria-label={t('settings.department.removeLabel', { name: department.name })}
                    onClick={() => onChange(departments.filter(({ ehrId }) => ehrId !== department.ehrId))}
                  >
                    {t('settings.department.remove')}
                  </Button>
                </span>
              ),
            ],
          }))}
        />
      )}
      {onChange && (
        <DepartmentDialog
          trigger={
            <Button icon={<AddRegular />} className={styles.add}>
              {t('settings.department.add')}
            </Button>
          }
          department={null}
          takenIds={ids}
          people={people}
          places={places}
          onPerson={onPerson}
          onDone={(added) => onChange([...departments, added])}
        />
      )}
    </div>
  );
}
