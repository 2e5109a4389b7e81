import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { CheckmarkRegular, EditRegular, SaveRegular, WarningRegular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import type { PlainKey } from '../../i18n/messages.ts';
import { ChangeFailure } from '../../parts/change-failure.tsx';
import type { Draft } from './use-draft.ts';

const useStyles = makeStyles({
  bar: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    paddingBlockStart: tokens.spacingVerticalL,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  state: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
});

type State = 'saving' | 'conflict' | 'invalid' | 'failed' | 'unsaved' | 'saved';

const LOOK: Record<State, { icon: ReactElement; words: PlainKey }> = {
  saving: { icon: <Spinner size="extra-tiny" />, words: 'save.saving' },
  conflict: { icon: <WarningRegular />, words: 'save.conflict' },
  invalid: { icon: <WarningRegular />, words: 'save.invalid' },
  failed: { icon: <WarningRegular />, words: 'save.failed' },
  unsaved: { icon: <EditRegular />, words: 'save.unsaved' },
  saved: { icon: <CheckmarkRegular />, words: 'save.saved' },
};

/** Whether the draft is saved, and the ways to save it and to go on. */
export function SaveBar(props: {
  draft: Draft;
  /** @returns whether one may go on: all that stands here is saved. */
  onSave: () => Promise<boolean>;
  onBack: (() => void) | null;
  onNext: (() => void) | null;
  reload: () => void;
}) {
  const styles = useStyles();
  const { t } = useI18n();
  const { draft } = props;
  const state = stateOf(draft);
  const saveAndGoOn = async () => {
    if (await props.onSave()) props.onNext?.();
  };
  return (
    <div className={styles.bar}>
      <div className={styles.line}>
        {props.onBack && <Button onClick={props.onBack}>{t('configuration.back')}</Button>}
        <Button
          icon={<SaveRegular />}
          disabledFocusable={!draft.isUnsaved || state === 'saving' || state === 'conflict'}
          onClick={() => void props.onSave()}
        >
          {t('save.save')}
        </Button>
        {props.onNext && (
          <Button
            appearance="primary"
            disabledFocusable={state === 'saving' || state === 'conflict'}
            onClick={() => void saveAndGoOn()}
          >
            {t('configuration.next')}
          </Button>
        )}
        <Text size={200} role="status" className={styles.state} data-save-state={state}>
          <span aria-hidden="true">{LOOK[state].icon}</span>
          {t(LOOK[state].words)}
        </Text>
      </div>
      {draft.saving.state === 'failed' && (
        <ChangeFailure
          failure={draft.saving.failure}
          onReload={props.reload}
          onRetry={() => void draft.save()}
        />
      )}
    </div>
  );
}

function stateOf(draft: Draft): State {
  if (draft.form.conflict) return 'conflict';
  if (draft.saving.state === 'saving') return 'saving';
  if (draft.saving.state === 'failed') return 'failed';
  if (draft.problems.length > 0 && draft.isRestSaved) return 'invalid';
  return draft.isUnsaved ? 'unsaved' : 'saved';
}
