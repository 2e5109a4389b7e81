import type { ConnectionDetail, Revision } from '@ehr-connector/shared/contract/configuration.ts';
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, WarningFilled } from '@fluentui/react-icons';
import { useI18n } from '../../i18n/i18n-context.ts';
import { isComplete, STEPS, type StepName, stepHash, stepOf } from './steps.ts';

const useStyles = makeStyles({
  steps: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  step: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    paddingBlock: tokens.spacingVerticalSNudge,
    paddingInline: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusCircular,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    ':hover': { textDecorationLine: 'underline' },
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` },
  },
  current: {
    fontWeight: tokens.fontWeightSemibold,
    border: `${tokens.strokeWidthThick} solid ${tokens.colorCompoundBrandStroke}`,
  },
  mark: {
    display: 'inline-flex',
    minWidth: tokens.lineHeightBase300,
    justifyContent: 'center',
    fontSize: tokens.fontSizeBase500,
  },
  number: { fontSize: tokens.fontSizeBase300, color: tokens.colorNeutralForeground2 },
  done: { color: tokens.colorStatusSuccessForeground3 },
  wrong: { color: tokens.colorStatusDangerForeground3 },
});

/** The way between the steps; each says whether it has all it needs. */
export function StepNav(props: {
  detail: ConnectionDetail;
  revision: Revision;
  current: StepName;
  problems: readonly string[];
}) {
  const styles = useStyles();
  const { t } = useI18n();
  const wrong = new Set(props.problems.map(stepOf));
  return (
    <nav aria-label={t('step.label')}>
      <ol className={styles.steps}>
        {STEPS.map((step, index) => {
          const isDone = isComplete(step, props.revision);
          const state = wrong.has(step) ? 'wrong' : isDone ? 'done' : 'open';
          const isToPropose = step === 'review' && props.revision.missing.length === 0;
          return (
            <li key={step}>
              <a
                href={stepHash(props.detail, step)}
                aria-current={step === props.current ? 'step' : undefined}
                aria-label={t(isToPropose ? 'step.name.toPropose' : `step.name.${state}`, {
                  number: index + 1,
                  name: t(`step.${step}`),
                })}
                className={mergeClasses(styles.step, step === props.current && styles.current)}
              >
                <span
                  aria-hidden="true"
                  className={mergeClasses(
                    styles.mark,
                    state === 'open' ? styles.number : state === 'done' ? styles.done : styles.wrong,
                  )}
                >
                  {state === 'open' ? (
                    index + 1
                  ) : state === 'done' ? (
                    <CheckmarkCircleFilled />
                  ) : (
                    <WarningFilled />
                  )}
                </span>
                {t(`step.${step}`)}
              </a>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
