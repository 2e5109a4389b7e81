import type { Board as BoardContract } from '@ehr-connector/shared/contract/visit-board.ts';
import { MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CalendarEmptyRegular } from '@fluentui/react-icons';
import { useEffect, useMemo, useRef } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { StatePage } from '../notices/state-page.tsx';
import { useSession } from '../session/session-context.ts';
import type { ShownVisits } from './shown-visits.ts';
import { useMedia } from './use-media.ts';
import { VisitCards } from './visit-cards.tsx';
import { inOrder } from './visit-order.ts';
import { VisitTable } from './visit-table.tsx';

/** In rem, so that a zoomed page counts as the narrow one it is. */
const TOO_NARROW_FOR_TABLE = '(max-width: 64rem)';

const useStyles = makeStyles({
  board: { display: 'grid', gap: tokens.spacingVerticalM },
  summary: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** The visits themselves, or that there are none. */
export function Board(props: {
  scope: BoardContract['scope'];
  shown: ShownVisits;
  /** The visit a link pointed at: marked, and brought into view once. */
  visitId: string | null;
}) {
  const styles = useStyles();
  const { t, plural } = useI18n();
  const { me } = useSession();
  const boardRef = useRef<HTMLDivElement>(null);
  const isNarrow = useMedia(TOO_NARROW_FOR_TABLE);
  const visits = useMemo(() => inOrder(props.shown.values()), [props.shown]);
  const isHere = props.visitId !== null && props.shown.has(props.visitId);
  useEffect(() => {
    if (!isHere || !props.visitId) return;
    const target = boardRef.current?.querySelector<HTMLElement>(
      `[data-visit="${CSS.escape(props.visitId)}"]`,
    );
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: 'center' });
  }, [isHere, props.visitId]);

  const label =
    props.scope === 'own'
      ? t('visits.scope.own')
      : t('visits.scope.organisation', { organization: me.organization.name });
  const waiting = visits.filter(({ waitingSince, state }) => waitingSince && state !== 'ended').length;
  const inProgress = visits.filter(({ state }) => state === 'in-progress').length;
  const Shape = isNarrow ? VisitCards : VisitTable;
  return (
    <div ref={boardRef} className={styles.board}>
      {props.visitId !== null && !isHere && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t('visits.notHere')}</MessageBarBody>
        </MessageBar>
      )}
      <div className={styles.summary}>
        <Text weight="semibold">{label}</Text>
        {visits.length > 0 && (
          <>
            <Text className={styles.quiet}>{plural('visits.count', visits.length)}</Text>
            <Text className={styles.quiet}>{plural('visits.waitingCount', waiting)}</Text>
            <Text className={styles.quiet}>{plural('visits.inProgressCount', inProgress)}</Text>
          </>
        )}
      </div>
      {visits.length === 0 ? (
        <StatePage
          level="h2"
          icon={<CalendarEmptyRegular />}
          title={t('visits.empty.title')}
          text={t(`visits.empty.${props.scope}`)}
        />
      ) : (
        <Shape visits={visits} label={label} highlighted={props.visitId} />
      )}
    </div>
  );
}
