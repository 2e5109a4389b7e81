import type { BoardVisit } from '@ehr-connector/shared/contract/visit-board.ts';
import { Card, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { JoinLink } from './join-link.tsx';
import { Notified } from './notified.tsx';
import { Participants } from './participants.tsx';
import { VisitCare, VisitTime } from './visit-heading.tsx';
import { visitTime } from './visit-words.ts';
import { WaitSoFar } from './wait-so-far.tsx';
import { Writebacks } from './writebacks.tsx';

const useStyles = makeStyles({
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 22rem), 1fr))',
    gap: tokens.spacingVerticalM,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  item: { display: 'grid' },
  card: { gap: tokens.spacingVerticalM },
  join: { display: 'grid', marginTop: 'auto' },
  waiting: {
    boxShadow: `inset ${tokens.strokeWidthThickest} 0 0 ${tokens.colorStatusWarningBorderActive}, ${tokens.shadow4}`,
  },
  ended: { backgroundColor: tokens.colorNeutralBackground2 },
  highlighted: {
    outlineStyle: 'solid',
    outlineWidth: tokens.strokeWidthThick,
    outlineColor: tokens.colorBrandStroke1,
  },
  top: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'start',
    gap: tokens.spacingHorizontalM,
  },
  facts: { display: 'grid', gap: tokens.spacingVerticalS, margin: 0 },
  fact: { display: 'grid', gap: tokens.spacingVerticalXXS },
  value: { margin: 0 },
  term: { color: tokens.colorNeutralForeground2 },
});

/** The board where a table does not fit: phones, side panels, large text. */
export function VisitCards(props: {
  visits: readonly BoardVisit[];
  label: string;
  highlighted: string | null;
}) {
  const styles = useStyles();
  return (
    <ul className={styles.cards} aria-label={props.label}>
      {props.visits.map((visit) => (
        <li key={visit.id} className={styles.item}>
          <VisitCard visit={visit} isHighlighted={visit.id === props.highlighted} />
        </li>
      ))}
    </ul>
  );
}

function VisitCard({ visit, isHighlighted }: { visit: BoardVisit; isHighlighted: boolean }) {
  const styles = useStyles();
  const i18n = useI18n();
  const headingId = useId();
  const isWaiting = visit.waitingSince !== null && visit.state !== 'ended';
  return (
    <Card
      role="group"
      aria-labelledby={headingId}
      data-visit={visit.id}
      tabIndex={isHighlighted ? -1 : undefined}
      aria-current={isHighlighted ? 'true' : undefined}
      className={mergeClasses(
        styles.card,
        visit.state === 'ended' && styles.ended,
        isWaiting && styles.waiting,
        isHighlighted && styles.highlighted,
      )}
    >
      <div className={styles.top}>
        <h2
          id={headingId}
          className={styles.value}
          aria-label={i18n.t('visit.label', { time: visitTime(i18n, visit) })}
        >
          <VisitTime visit={visit} />
        </h2>
        {isWaiting && <WaitSoFar visit={visit} />}
      </div>
      <VisitCare visit={visit} />
      <Participants visit={visit} />
      <dl className={styles.facts}>
        <Fact term={i18n.t('column.ehr')}>
          <Writebacks visit={visit} />
        </Fact>
        <Fact term={i18n.t('column.notified')}>
          <Notified notification={visit.notification} />
        </Fact>
      </dl>
      <div className={styles.join}>
        <JoinLink visit={visit} />
      </div>
    </Card>
  );
}

function Fact(props: { term: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.fact}>
      <dt className={styles.term}>
        <Text size={200}>{props.term}</Text>
      </dt>
      <dd className={styles.value}>{props.children}</dd>
    </div>
  );
}
