import type { BoardVisit } from '@ehr-connector/shared/contract/visit-board.ts';
import {
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import { useI18n } from '../i18n/i18n-context.ts';
import { JoinLink } from './join-link.tsx';
import { Notified } from './notified.tsx';
import { Participants } from './participants.tsx';
import { VisitCare, VisitTime } from './visit-heading.tsx';
import { WaitSoFar } from './wait-so-far.tsx';
import { Writebacks } from './writebacks.tsx';

const useStyles = makeStyles({
  table: { tableLayout: 'auto' },
  cell: {
    verticalAlign: 'top',
    height: 'auto',
    paddingBlock: tokens.spacingVerticalM,
    paddingInline: tokens.spacingHorizontalS,
  },
  head: { fontWeight: tokens.fontWeightSemibold, whiteSpace: 'nowrap' },
  ended: { backgroundColor: tokens.colorNeutralBackground2 },
  highlighted: {
    outlineStyle: 'solid',
    outlineWidth: tokens.strokeWidthThick,
    outlineColor: tokens.colorBrandStroke1,
    outlineOffset: `calc(-1 * ${tokens.strokeWidthThick})`,
  },
  waiting: {
    '& > :first-child': {
      boxShadow: `inset ${tokens.strokeWidthThickest} 0 0 ${tokens.colorStatusWarningBorderActive}`,
    },
  },
});

const COLUMNS = ['time', 'care', 'participants', 'wait', 'ehr', 'notified', 'action'] as const;

export function VisitTable(props: {
  visits: readonly BoardVisit[];
  label: string;
  highlighted: string | null;
}) {
  const styles = useStyles();
  const { t } = useI18n();
  return (
    <Table aria-label={props.label} className={styles.table} noNativeElements={false}>
      <TableHeader>
        <TableRow>
          {COLUMNS.map((column) => (
            <TableHeaderCell key={column} className={styles.head} scope="col">
              {t(`column.${column}`)}
            </TableHeaderCell>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {props.visits.map((visit) => (
          <VisitRow key={visit.id} visit={visit} isHighlighted={visit.id === props.highlighted} />
        ))}
      </TableBody>
    </Table>
  );
}

function VisitRow({ visit, isHighlighted }: { visit: BoardVisit; isHighlighted: boolean }) {
  const styles = useStyles();
  return (
    <TableRow
      data-visit={visit.id}
      tabIndex={isHighlighted ? -1 : undefined}
      aria-current={isHighlighted ? 'true' : undefined}
      className={mergeClasses(
        visit.state === 'ended' && styles.ended,
        visit.waitingSince !== null && visit.state !== 'ended' && styles.waiting,
        isHighlighted && styles.highlighted,
      )}
    >
      <TableCell className={styles.cell}>
        <VisitTime visit={visit} />
      </TableCell>
      <TableCell className={styles.cell}>
        <VisitCare visit={visit} />
      </TableCell>
      <TableCell className={styles.cell}>
        <Participants visit={visit} />
      </TableCell>
      <TableCell className={styles.cell}>
        <WaitSoFar visit={visit} />
      </TableCell>
      <TableCell className={styles.cell}>
        <Writebacks visit={visit} />
      </TableCell>
      <TableCell className={styles.cell}>
        <Notified notification={visit.notification} />
      </TableCell>
      <TableCell className={styles.cell}>
        <JoinLink visit={visit} />
      </TableCell>
    </TableRow>
  );
}
