import { ConnectionDetail } from '@ehr-connector/shared/contract/configuration.ts';
import {
  Button,
  Field,
  Link,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Spinner,
  Text,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkCircleRegular, SendRegular } from '@fluentui/react-icons';
import { useI18n } from '../../i18n/i18n-context.ts';
import { ChangeFailure } from '../../parts/change-failure.tsx';
import { personName } from '../../parts/person-name.ts';
import { Part } from '../../parts/section.tsx';
import { useChange } from '../../parts/use-change.ts';
import { useSession } from '../../session/session-context.ts';
import { ContentDiff } from '../content-diff.tsx';
import { asTyped } from '../content-lines.ts';
import { NoFallback } from '../no-fallback.tsx';
import { savable } from './draft-form.ts';
import type { StepProps } from './step.ts';
import { fieldId, fieldLabel, lacksOf, stepHash, stepOf } from './steps.ts';

const useStyles = makeStyles({
  step: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalXL },
  note: { maxWidth: '48rem' },
  missing: { display: 'grid', gap: tokens.spacingVerticalXS, margin: 0 },
  propose: { display: 'grid', gap: tokens.spacingVerticalS, justifyItems: 'start' },
  ready: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

/** What is still missing, what would change, why, and the way to the approver. */
export function ReviewStep({ detail, draft, revision, lead, changed, reload }: StepProps) {
  const styles = useStyles();
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useSession();
  const { change, isRunning, run } = useChange();
  // What stands there wrong is not missing as well.
  const lacks = lacksOf(revision).filter(({ path }) => !draft.problems.includes(path));
  const { approver, writeback } = draft.form.content;
  const isReady = lacks.length === 0 && draft.problems.length === 0;
  const propose = async () => {
    const saved = await draft.save();
    if (!saved) return;
    const [wrong] = saved.problems;
    if (wrong !== undefined) return lead(wrong);
    await run(async () => {
      const path = `/api/connections/${encodeURIComponent(detail.id)}/draft/propose`;
      changed(await api.change('POST', path, { version: saved.draft.version }, ConnectionDetail));
    });
  };
  return (
    <div className={styles.step}>
      <Part title={t('review.missing')}>
        {lacks.length + draft.problems.length === 0 ? (
          <Text className={styles.ready}>
            <CheckmarkCircleRegular aria-hidden="true" />
            {t('review.complete')}
          </Text>
        ) : (
          <ul className={styles.missing}>
            {draft.problems.map((problem) => (
              <li key={problem}>
                <Link href={stepHash(detail, stepOf(problem), problem)}>
                  {t('review.wrong', {
                    step: t(`step.${stepOf(problem)}`),
                    field: t(fieldLabel(problem)),
                  })}
                </Link>
              </li>
            ))}
            {lacks.map(({ path, place }) => (
              <li key={path}>
                {place ? (
                  <Link href={stepHash(detail, place.step, place.field)}>{t(place.words)}</Link>
                ) : (
                  t('missing.other', { path })
                )}
              </li>
            ))}
          </ul>
        )}
        {writeback.kind === 'none' && (
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>
              {t('review.notTold')}{' '}
              <Link href={stepHash(detail, 'visits', 'writeback')} inline>
                {t('step.visits')}
              </Link>
            </MessageBarBody>
          </MessageBar>
        )}
        <NoFallback detail={detail} />
        {revision.registration.state !== 'active' && (
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>
              {t('review.notActive')}{' '}
              <Link href={stepHash(detail, 'registration')} inline>
                {t('step.registration')}
              </Link>
            </MessageBarBody>
          </MessageBar>
        )}
      </Part>
      <Part
        title={t(detail.live ? 'review.changes' : 'review.content')}
        intro={t(detail.live ? 'review.changesIntro' : 'review.contentIntro')}
      >
        <ContentDiff
          before={detail.live}
          // What cannot be saved cannot be proposed either.
          after={asTyped(revision, savable(draft.form))}
          people={detail.people}
        />
      </Part>
      <Field className={styles.note} label={t('review.note')} hint={t('review.noteHint')}>
        <Textarea
          id={fieldId('note')}
          rows={3}
          maxLength={500}
          value={draft.form.note}
          onChange={(_, { value }) => draft.editNote(value)}
        />
      </Field>
      <div className={styles.propose}>
        <Text>
          {approver === null
            ? t(detail.ehr === 'oracle-health' ? 'review.noApprover' : 'missing.approver')
            : t('review.approver', { name: personName(i18n, detail.people, approver) })}
        </Text>
        <Button
          appearance="primary"
          icon={isRunning ? <Spinner size="tiny" /> : <SendRegular />}
          disabledFocusable={!isReady || isRunning}
          onClick={() => void propose()}
        >
          {t(approver === null && detail.ehr === 'oracle-health' ? 'review.serve' : 'review.propose')}
        </Button>
        {change.state === 'failed' && (
          <ChangeFailure failure={change.failure} onReload={reload} onRetry={() => void propose()} />
        )}
      </div>
    </div>
  );
}
