import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { RoundIcon } from '../parts/round-icon.tsx';

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalM,
    maxWidth: '36rem',
    marginInline: 'auto',
    paddingBlock: `calc(2 * ${tokens.spacingVerticalXXXL})`,
    paddingInline: tokens.spacingHorizontalL,
  },
  heading: { margin: 0 },
  reference: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'center',
    gap: tokens.spacingHorizontalM,
    marginTop: tokens.spacingVerticalS,
  },
});

/** A whole page that says one thing: what happened, and what to do next. */
export function StatePage(props: {
  icon: ReactNode;
  title: string;
  text: string;
  reference?: string;
  actions?: ReactNode;
  /** Said at once by screen readers: for what the user did not expect. */
  isAlert?: boolean;
  /** `h2` where the page has a heading already. */
  level?: 'h1' | 'h2';
}) {
  const styles = useStyles();
  return (
    <div className={styles.page} role={props.isAlert ? 'alert' : undefined}>
      <RoundIcon>{props.icon}</RoundIcon>
      <Text
        as={props.level ?? 'h1'}
        className={styles.heading}
        align="center"
        size={props.level ? 500 : 600}
        weight="semibold"
      >
        {props.title}
      </Text>
      <Text align="center">{props.text}</Text>
      {props.reference && (
        <Text className={styles.reference} align="center" font="monospace" size={200}>
          {props.reference}
        </Text>
      )}
      {props.actions && <div className={styles.actions}>{props.actions}</div>}
    </div>
  );
}
