import { makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { FailurePage } from '../session/failure-page.tsx';
import { useSession } from '../session/session-context.ts';
import { Announcer, useAnnouncements } from './announcer.tsx';
import { Board } from './board.tsx';
import { BoardLinkBadge, BoardLinkBanner } from './board-link-status.tsx';
import { changeAnnouncements } from './change-announcement.ts';
import { type Day, dayOf, rangeOf } from './day.ts';
import { DayPicker } from './day-picker.tsx';
import { NowProvider, useTickingClock } from './now-context.ts';
import { useBoard } from './use-board.ts';
import { VisitsSkeleton } from './visits-skeleton.tsx';

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalM },
  top: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'end',
    gap: tokens.spacingHorizontalM,
  },
  titles: { display: 'grid', gap: tokens.spacingVerticalXXS },
  title: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  heading: { ...typographyStyles.title3, margin: 0, outlineStyle: 'none' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/**
 * A day's visits.
 *
 * @param props.day null for today, also when today becomes another day.
 * @param props.visitId the visit a link pointed at; null when none did.
 */
export function VisitsPage(props: {
  day: Day | null;
  visitId: string | null;
  onPickDay: (day: Day | null) => void;
}) {
  const styles = useStyles();
  const i18n = useI18n();
  const { host } = useSession();
  const { said, say } = useAnnouncements();
  const headingRef = useRef<HTMLHeadingElement>(null);
  const deviceToday = dayOf(new Date());
  const day = props.day ?? deviceToday;
  const { content, link, knownAt, clockOffsetMs, retry } = useBoard(day, (before, after) =>
    say(changeAnnouncements(i18n, before, after)),
  );
  const now = useTickingClock(clockOffsetMs);
  useEffect(() => headingRef.current?.focus({ preventScroll: true }), []);

  if (content.state === 'failed') {
    return <FailurePage failure={content.failure} hostKind={host.kind} onRetry={retry} />;
  }
  const isToday = day === deviceToday;
  return (
    <NowProvider value={now}>
      <div className={styles.page}>
        <div className={styles.top}>
          <div className={styles.titles}>
            <span className={styles.title}>
              <h1 ref={headingRef} tabIndex={-1} className={styles.heading}>
                {isToday ? i18n.t('visits.titleToday') : i18n.t('visits.title')}
              </h1>
              <BoardLinkBadge link={link} />
            </span>
            <Text className={styles.quiet}>{i18n.day(rangeOf(day).from)}</Text>
          </div>
          <DayPicker
            day={day}
            today={deviceToday}
            onPick={(picked) => props.onPickDay(picked === deviceToday ? null : picked)}
          />
        </div>
        <BoardLinkBanner link={link} knownAt={knownAt} onRetry={retry} />
        {content.state === 'loading' ? (
          <VisitsSkeleton />
        ) : (
          <Board scope={content.scope} shown={content.visits} visitId={props.visitId} />
        )}
        <Announcer said={said} />
      </div>
    </NowProvider>
  );
}
