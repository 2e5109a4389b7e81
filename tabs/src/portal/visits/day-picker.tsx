import { Button, makeStyles, Tooltip, tokens } from '@fluentui/react-components';
import { CalendarTodayRegular, ChevronLeftRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { useI18n } from '../i18n/i18n-context.ts';
import { type Day, dayAfter } from './day.ts';

const useStyles = makeStyles({
  picker: { display: 'flex', gap: tokens.spacingHorizontalXS, margin: 0, padding: 0, border: 'none' },
});

/** Yesterday's, today's, tomorrow's board, and on. */
export function DayPicker(props: { day: Day; today: Day; onPick: (day: Day) => void }) {
  const styles = useStyles();
  const { t } = useI18n();
  const step = (days: number) => () => props.onPick(dayAfter(props.day, days));
  return (
    <fieldset aria-label={t('day.label')} className={styles.picker}>
      <Tooltip content={t('day.previous')} relationship="label">
        <Button appearance="subtle" icon={<ChevronLeftRegular />} onClick={step(-1)} />
      </Tooltip>
      <Button
        icon={<CalendarTodayRegular />}
        aria-current={props.day === props.today ? 'date' : undefined}
        onClick={() => props.onPick(props.today)}
      >
        {t('day.today')}
      </Button>
      <Tooltip content={t('day.next')} relationship="label">
        <Button appearance="subtle" icon={<ChevronRightRegular />} onClick={step(1)} />
      </Tooltip>
    </fieldset>
  );
}
