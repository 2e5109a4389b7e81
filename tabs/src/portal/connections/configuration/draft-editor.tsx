import type { ConnectionDetail, Revision } from '@ehr-connector/shared/contract/configuration.ts';
import { Button, makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components';
import { type ComponentType, useEffect, useEffectEvent, useRef } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { useLeaveGuard } from '../../shell/leave-guard.ts';
import { useRoute } from '../../shell/route-context.ts';
import { AddressStep } from './address-step.tsx';
import { ConflictBar } from './conflict-bar.tsx';
import { PeopleStep } from './people-step.tsx';
import { RegistrationStep } from './registration-step.tsx';
import { ReviewStep } from './review-step.tsx';
import { SaveBar } from './save-bar.tsx';
import type { StepProps } from './step.ts';
import { StepNav } from './step-nav.tsx';
import { fieldId, isStep, STEPS, type StepName, stepHash, stepOf } from './steps.ts';
import { useDraft } from './use-draft.ts';
import { VisitsStep } from './visits-step.tsx';

const PAGES: Record<StepName, ComponentType<StepProps>> = {
  address: AddressStep,
  registration: RegistrationStep,
  people: PeopleStep,
  visits: VisitsStep,
  review: ReviewStep,
};

const useStyles = makeStyles({
  editor: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalXL },
  head: { display: 'grid', gap: tokens.spacingVerticalXS, maxWidth: '48rem' },
  heading: { ...typographyStyles.subtitle2, margin: 0, outlineStyle: 'none' },
  quiet: { color: tokens.colorNeutralForeground2 },
  end: { justifySelf: 'start' },
});

/** The form in which a draft is written, a step at a time; any step can be left and come back to. */
export function DraftEditor(props: {
  detail: ConnectionDetail;
  draft: Revision;
  changed: (detail: ConnectionDetail) => void;
  /** It is no draft any more, by what was done here. */
  finished: (detail: ConnectionDetail) => void;
  reload: () => void;
  /** @returns shows that the draft is gone. */
  discard: (draft: Revision) => Promise<() => void>;
  /** What was typed is given up for how the connection is now. */
  onGiveUp: () => void;
}) {
  const styles = useStyles();
  const { t } = useI18n();
  const route = useRoute();
  const { detail, changed, reload } = props;
  const draft = useDraft({ draft: props.draft, detail, changed });
  const revision = draft.form.base;
  const named = route.path[2];
  const step = isStep(named) ? named : 'address';
  const Page = PAGES[step];
  const headingRef = useRef<HTMLHeadingElement>(null);
  const index = STEPS.indexOf(step);
  const [before, after] = [STEPS[index - 1], STEPS[index + 1]];

  const go = (to: StepName, problem?: string) => {
    window.location.hash = stepHash(detail, to, problem);
  };
  const lead = (problem: string) => {
    const at = stepOf(problem);
    if (at === step) document.getElementById(fieldId(problem))?.focus();
    else go(at, problem);
  };
  /** Saves, and shows what could not be of what stands here. @returns whether all that stands here is saved. */
  const saveStep = async (): Promise<boolean> => {
    const saved = await draft.save();
    const here = saved?.problems.find((problem) => stepOf(problem) === step);
    if (here !== undefined) lead(here);
    return saved !== null && here === undefined;
  };
  const wrong = useRef<string | null>(null);
  useLeaveGuard(draft.isUnsaved, {
    staysAt: ({ feature, path }) =>
      feature === 'connections' && path[0] === detail.id && (path[1] ?? 'configuration') === 'configuration',
    save: async () => {
      const saved = await draft.save();
      wrong.current = saved?.problems[0] ?? null;
      return saved !== null && wrong.current === null;
    },
    lead: () => {
      if (wrong.current !== null) lead(wrong.current);
      else headingRef.current?.focus();
    },
  });

  const isGone = draft.form.conflict?.theirs === null && !draft.isUnsaved;
  const giveUp = useEffectEvent(props.onGiveUp);
  useEffect(() => {
    if (isGone) giveUp();
  }, [isGone]);

  const isInConflict = draft.form.conflict !== null;
  const wasInConflict = useRef(isInConflict);
  useEffect(() => {
    // The button that ended it is gone.
    if (wasInConflict.current && !isInConflict) headingRef.current?.focus();
    wasInConflict.current = isInConflict;
  }, [isInConflict]);

  const field = route.query.get('field');
  const arrived = useRef(false);
  const saveQuietly = useEffectEvent(() => void draft.save());
  // biome-ignore lint/correctness/useExhaustiveDependencies: another step is what it is about
  useEffect(() => {
    const target = field === null ? null : document.getElementById(fieldId(field));
    // The page's own heading has the focus when one comes from elsewhere.
    if (target) target.focus();
    else if (arrived.current) headingRef.current?.focus();
    if (arrived.current) saveQuietly();
    arrived.current = true;
  }, [step, field]);

  return (
    <div className={styles.editor}>
      {draft.form.conflict && <ConflictBar draft={draft} detail={detail} onGiveUp={props.onGiveUp} />}
      <StepNav detail={detail} revision={revision} current={step} problems={draft.problems} />
      <div className={styles.head}>
        <h3 ref={headingRef} tabIndex={-1} className={styles.heading}>
          {t('step.heading', { number: index + 1, all: STEPS.length, name: t(`step.${step}`) })}
        </h3>
        <Text className={styles.quiet}>{t(`step.${step}.intro`)}</Text>
      </div>
      <Page
        detail={detail}
        draft={draft}
        revision={revision}
        lead={lead}
        changed={(fresh) => (fresh.open?.state === 'draft' ? changed(fresh) : props.finished(fresh))}
        reload={reload}
      />
      <SaveBar
        draft={draft}
        onSave={saveStep}
        onBack={before ? () => go(before) : null}
        onNext={after ? () => go(after) : null}
        reload={reload}
      />
      <div className={styles.end}>
        <Confirm
          trigger={<Button appearance="subtle">{t('discard.open')}</Button>}
          title={t('discard.title')}
          action={t('discard.action')}
          onConfirm={() => props.discard(revision)}
          onReload={reload}
        >
          {t(detail.live ? 'discard.textLive' : 'discard.text')}
        </Confirm>
      </div>
    </div>
  );
}
