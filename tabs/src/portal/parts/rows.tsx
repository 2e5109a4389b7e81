import {
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useMedia } from '../visits/use-media.ts';

/** In rem, so that a zoomed page counts as the narrow one it is. */
const TOO_NARROW_FOR_TABLE = '(max-width: 48rem)';

const useStyles = makeStyles({
  table: { tableLayout: 'auto' },
  cell: {
    verticalAlign: 'top',
    height: 'auto',
    // As the cell's own style has them: of a logical and a physical one, the order of loading would decide.
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
    paddingLeft: tokens.spacingHorizontalS,
    paddingRight: tokens.spacingHorizontalS,
    overflowWrap: 'anywhere',
    // Of ids every letter may begin a line, of words on buttons and of dates none.
    '& button, & time': { whiteSpace: 'nowrap' },
  },
  head: { fontWeight: tokens.fontWeightSemibold },
  cards: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalM,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  card: {
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  facts: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalS, margin: 0 },
  term: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere' },
});

export interface Row {
  readonly key: string;
  /** As many as there are columns. */
  readonly cells: readonly ReactNode[];
}

/** A table where there is room for one, else a list of cards that say the same. */
export function Rows(props: { label: string; columns: readonly string[]; rows: readonly Row[] }) {
  const styles = useStyles();
  const isNarrow = useMedia(TOO_NARROW_FOR_TABLE);
  if (isNarrow) {
    return (
      <ul aria-label={props.label} className={styles.cards}>
        {props.rows.map((row) => (
          <li key={row.key} className={styles.card}>
            <dl className={styles.facts}>
              {props.columns.map((column, index) => (
                <div key={column}>
                  <dt className={styles.term}>
                    <Text size={200}>{column}</Text>
                  </dt>
                  <dd className={styles.value}>{row.cells[index]}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <Table aria-label={props.label} className={styles.table}>
      <TableHeader>
        <TableRow>
          {props.columns.map((column) => (
            <TableHeaderCell key={column} scope="col" className={styles.head}>
              {column}
            </TableHeaderCell>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {props.rows.map((row) => (
          <TableRow key={row.key}>
            {props.columns.map((column, index) => (
              <TableCell key={column} className={styles.cell}>
                {row.cells[index]}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
