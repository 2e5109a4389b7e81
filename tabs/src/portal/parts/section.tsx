import { makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components';
import { type ReactNode, type Ref, useId } from 'react';

const useStyles = makeStyles({
  section: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalL },
  head: { display: 'grid', gap: tokens.spacingVerticalXS, maxWidth: '48rem' },
  heading: { ...typographyStyles.subtitle1, margin: 0, outlineStyle: 'none' },
  part: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalM },
  partHeading: { ...typographyStyles.subtitle2, margin: 0, outlineStyle: 'none' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** A section of a connection's page: its title, what it is for, and its parts. */
export function SectionBody(props: {
  title: string;
  intro?: ReactNode;
  headingRef?: Ref<HTMLHeadingElement>;
  children: ReactNode;
}) {
  const styles = useStyles();
  return (
    <div className={styles.section}>
      <div className={styles.head}>
        <h2 tabIndex={-1} ref={props.headingRef} className={styles.heading}>
          {props.title}
        </h2>
        {props.intro && <Text className={styles.quiet}>{props.intro}</Text>}
      </div>
      {props.children}
    </div>
  );
}

/** A part of a section under a heading of its own. */
export function Part(props: {
  title: string;
  intro?: ReactNode;
  headingRef?: Ref<HTMLHeadingElement>;
  children: ReactNode;
}) {
  const styles = useStyles();
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.part}>
      <div className={styles.head}>
        <h3 id={id} tabIndex={-1} ref={props.headingRef} className={styles.partHeading}>
          {props.title}
        </h3>
        {props.intro && <Text className={styles.quiet}>{props.intro}</Text>}
      </div>
      {props.children}
    </section>
  );
}
