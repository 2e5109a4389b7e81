import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

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
  icon: {
    display: 'grid',
    placeItems: 'center',
    width: '4rem',
    height: '4rem',
    fontSize: tokens.fontSizeHero800,
    borderRadius: tokens.borderRadiusCircular,
    color: tokens.colorBrandForeground1,
    backgroundColor: tokens.colorBrandBackground2,
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
      <span className={styles.icon} aria-hidden="true">
        {props.icon}
      </span>
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
