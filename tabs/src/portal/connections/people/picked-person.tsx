import type { Person } from '@ehr-connector/shared/contract/people.ts';
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useI18n } from '../../i18n/i18n-context.ts';
import { PersonLine } from './person-line.tsx';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    maxWidth: '32rem',
    boxSizing: 'border-box',
    paddingBlock: tokens.spacingVerticalS,
    paddingInline: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
  },
});

/** Somebody who was chosen, and the way to take that back. */
export function PickedPerson(props: {
  id: string;
  /** Undefined when the directory does not know the account. */
  person: Person | undefined;
  /** Undefined where nothing can be changed. */
  onRemove: (() => void) | undefined;
}) {
  const styles = useStyles();
  const { t } = useI18n();
  const { person, id } = props;
  const name = person?.displayName ?? t('people.unknown', { id });
  return (
    <div className={styles.row}>
      {person ? <PersonLine person={person} /> : <Text>{name}</Text>}
      {props.onRemove && (
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label={t('people.remove', { name })}
          onClick={props.onRemove}
        />
      )}
    </div>
  );
}
