import type { BoardVisit, BoardWriteback } from '@ehr-connector/shared/contract/visit-board.ts';
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, ClockRegular, ErrorCircleRegular } from '@fluentui/react-icons';
import { type ReactNode, useState } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { SendAgain } from './send-again.tsx';
import { writebackFact } from './visit-words.ts';
import { summaryOf } from './writeback-summary.ts';

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalXS, listStyleType: 'none', margin: 0, padding: 0 },
  line: { display: 'flex', gap: tokens.spacingHorizontalXS, alignItems: 'start' },
  icon: { display: 'inline-flex', paddingTop: tokens.spacingVerticalXXS, flexShrink: 0 },
  sent: { color: tokens.colorStatusSuccessForeground1 },
  parked: { color: tokens.colorStatusDangerForeground3 },
  quiet: { color: tokens.colorNeutralForeground2 },
  words: { display: 'grid', justifyItems: 'start', overflowWrap: 'anywhere', minWidth: 0 },
});

/** What the EHR was told, is still to be told, and could not be told. */
export function Writebacks({ visit }: { visit: BoardVisit }) {
  const styles = useStyles();
  const i18n = useI18n();
  const [isWhole, setIsWhole] = useState(false);
  const summary = summaryOf(visit.writebacks);
  const hidden = visit.writebacks.length - summary.length;
  if (visit.writebacks.length === 0) return <Text className={styles.quiet}>{i18n.t('ehr.nothing')}</Text>;
  return (
    <div>
      <ul className={styles.list}>
        {(isWhole ? visit.writebacks : summary).map((writeback) => (
          <WritebackLine key={writeback.id} writeback={writeback} visit={visit} />
        ))}
      </ul>
      {hidden > 0 && (
        <Button
          appearance="transparent"
          size="small"
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
        >
          {isWhole ? i18n.t('ehr.showLess') : i18n.plural('ehr.showAll', hidden)}
        </Button>
      )}
    </div>
  );
}

function WritebackLine({ writeback, visit }: { writeback: BoardWriteback; visit: BoardVisit }) {
  const styles = useStyles();
  const i18n = useI18n();
  const fact = writebackFact(i18n, writeback, visit);
  switch (writeback.state) {
    case 'sent':
      return (
        <Line icon={<CheckmarkCircleRegular aria-label={i18n.t('ehr.sent')} />} color={styles.sent}>
          <Text>{fact}</Text>
        </Line>
      );
    case 'pending':
      return (
        <Line icon={<ClockRegular />} color={styles.quiet}>
          <Text>{fact}</Text>
          <Text size={200} className={styles.quiet}>
            {writeback.attempts > 0
              ? i18n.plural('ehr.pendingAttempts', writeback.attempts)
              : i18n.t('ehr.pending')}
          </Text>
        </Line>
      );
    case 'parked':
      return (
        <Line icon={<ErrorCircleRegular />} color={styles.parked}>
          <Text>{fact}</Text>
          <Text size={200} className={styles.parked}>
            {writeback.lastAnswer
              ? i18n.t('ehr.parked', { reason: writeback.lastAnswer })
              : i18n.t('ehr.parkedNoReason')}
          </Text>
          <SendAgain writeback={writeback} fact={fact} />
        </Line>
      );
  }
}

function Line(props: { icon: ReactNode; color: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <li className={styles.line}>
      <span className={`${styles.icon} ${props.color}`}>{props.icon}</span>
      <span className={styles.words}>{props.children}</span>
    </li>
  );
}
