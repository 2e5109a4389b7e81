import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';

const useStyles = makeStyles({
  step: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  number: {
    display: 'grid',
    placeItems: 'center',
    width: '2rem',
    height: '2rem',
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusCircular,
    border: `${tokens.strokeWidthThick} solid ${tokens.colorBrandStroke1}`,
    color: tokens.colorBrandForeground1,
    fontWeight: tokens.fontWeightSemibold,
  },
  done: {
    border: `${tokens.strokeWidthThick} solid ${tokens.colorStatusSuccessBorderActive}`,
    color: tokens.colorStatusSuccessForeground1,
  },
  content: { display: 'grid', gap: tokens.spacingVerticalM, justifyItems: 'start' },
  heading: { ...typographyStyles.subtitle2, margin: 0, minHeight: '2rem', alignContent: 'center' },
});

/** One step of several, numbered; ticked once it is done. */
export function Step(props: { number: number; title: string; isDone: boolean; children: ReactNode }) {
  const styles = useStyles();
  const { t } = useI18n();
  return (
    <li className={styles.step}>
      <span aria-hidden="true" className={mergeClasses(styles.number, props.isDone && styles.done)}>
        {props.isDone ? <CheckmarkRegular /> : props.number}
      </span>
      <div className={styles.content}>
        <h3 className={styles.heading}>
          {props.isDone ? t('approval.stepDone', { title: props.title }) : props.title}
        </h3>
        {props.children}
      </div>
    </li>
  );
}
