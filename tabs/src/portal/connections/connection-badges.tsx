import { Badge, makeStyles, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircleRegular,
  ClockRegular,
  DismissCircleRegular,
  EditRegular,
  HourglassRegular,
  PersonAlertRegular,
  ProhibitedRegular,
  QuestionCircleRegular,
} from '@fluentui/react-icons';
import type { ComponentProps, ReactElement } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { type Glance, glancesOf, type Seen } from './connection-states.ts';

const useStyles = makeStyles({
  badges: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
});

const LOOK: Record<
  Glance['kind'],
  { icon: ReactElement; color: NonNullable<ComponentProps<typeof Badge>['color']> }
> = {
  'awaits-me': { icon: <PersonAlertRegular />, color: 'brand' },
  draft: { icon: <EditRegular />, color: 'informative' },
  'waiting-for-ehr': { icon: <HourglassRegular />, color: 'warning' },
  proposed: { icon: <ClockRegular />, color: 'informative' },
  approved: { icon: <CheckmarkCircleRegular />, color: 'success' },
  disabled: { icon: <ProhibitedRegular />, color: 'danger' },
  rejected: { icon: <DismissCircleRegular />, color: 'danger' },
  nothing: { icon: <QuestionCircleRegular />, color: 'informative' },
};

/** How a connection stands, in words and icons. */
export function ConnectionBadges({ connection }: { connection: Seen }) {
  const styles = useStyles();
  const { t, date } = useI18n();
  const words = (glance: Glance): string =>
    glance.kind === 'proposed' && glance.until
      ? t('glance.proposedUntil', { date: date(new Date(glance.until)) })
      : t(`glance.${glance.kind}`);
  return (
    <span className={styles.badges}>
      {glancesOf(connection).map((glance) => (
        <Badge
          key={glance.kind}
          size="large"
          appearance={glance.kind === 'awaits-me' ? 'filled' : 'tint'}
          color={LOOK[glance.kind].color}
          icon={LOOK[glance.kind].icon}
        >
          {words(glance)}
        </Badge>
      ))}
    </span>
  );
}
