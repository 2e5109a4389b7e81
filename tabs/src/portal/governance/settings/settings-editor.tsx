import { ConnectionDetail } from '@ehr-connector/shared/contract/configuration.ts';
import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import type { SectionProps } from '../../connections/section.ts';
import { useI18n } from '../../i18n/i18n-context.ts';
import { ChangeFailure } from '../../parts/change-failure.tsx';
import type { KnownPeople } from '../../parts/person-name.ts';
import { useChange } from '../../parts/use-change.ts';
import { useFirstInvalid } from '../../parts/use-first-invalid.ts';
import { useSession } from '../../session/session-context.ts';
import { useLeaveGuard } from '../../shell/leave-guard.ts';
import type { Place } from './fallback-words.ts';
import { Overtaken } from './overtaken.tsx';
import { SettingsFields } from './settings-fields.tsx';
import { changeOf, wrongFields } from './settings-form.ts';
import { useSettingsForm } from './use-settings-form.ts';

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalXL,
    // What has the focus is not to come to lie behind the foot (WCAG 2.4.11).
    '& :is(input, select, button)': { scrollMarginBlockEnd: '6rem' },
  },
  buttons: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  foot: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalM,
    position: 'sticky',
    insetBlockEnd: 0,
    paddingBlock: tokens.spacingVerticalM,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    // A small window has no room for what stays in view.
    '@media (max-height: 30rem), (max-width: 30rem)': { position: 'static' },
  },
  saved: { color: tokens.colorStatusSuccessForeground1 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** The settings, to be written and saved as a whole. */
export function SettingsEditor({
  detail,
  changed,
  reload,
  places,
}: SectionProps & { places: readonly Place[] }) {
  const styles = useStyles();
  const { t } = useI18n();
  const { api } = useSession();
  const { formRef, leadToInvalid } = useFirstInvalid<HTMLFormElement>();
  const { change: saving, isRunning, run, clear } = useChange();
  const writing = useSettingsForm(detail);
  const [picked, setPicked] = useState<KnownPeople>({});
  const [isFallbackIncomplete, setFallbackIncomplete] = useState(false);
  const [isTried, setTried] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const { form, isChanged, overtaken } = writing;
  const wrong = wrongFields(form);
  const isRight = wrong.length === 0 && !isFallbackIncomplete;

  const save = async (): Promise<boolean> => {
    if (isRunning || overtaken) return false;
    setTried(true);
    setSaved(false);
    const change = changeOf(form);
    if (!change || !isRight) {
      leadToInvalid();
      return false;
    }
    const isDone = await run(async () => {
      const path = `/api/connections/${encodeURIComponent(detail.id)}/settings`;
      const fresh = await api.change('PUT', path, { version: writing.version, ...change }, ConnectionDetail);
      changed(fresh);
      writing.saved(fresh);
    });
    setTried(false);
    setSaved(isDone);
    return isDone;
  };
  useLeaveGuard(isChanged, {
    staysAt: ({ feature, path }) =>
      feature === 'connections' && path[0] === detail.id && path[1] === 'settings',
    save,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  const startOver = () => {
    writing.discard();
    clear();
    setFallbackIncomplete(false);
    setTried(false);
    // Fields keep what was begun in them, such as a kind without a choice: begin with fresh ones.
    setAttempt((count) => count + 1);
  };
  return (
    <form ref={formRef} className={styles.form} noValidate onSubmit={submit}>
      {overtaken && (
        <Overtaken
          {...overtaken}
          onKeepMine={() => {
            writing.keepMine();
            clear();
          }}
          onDiscard={startOver}
        />
      )}
      <SettingsFields
        key={attempt}
        form={form}
        wrong={isTried ? wrong : []}
        isFallbackIncomplete={isTried && isFallbackIncomplete}
        people={{ ...detail.people, ...picked }}
        places={places}
        onChange={(part) => {
          writing.change(part);
          setSaved(false);
        }}
        onFallback={(isComplete) => setFallbackIncomplete(!isComplete)}
        onPerson={(person) => setPicked((before) => ({ ...before, [person.id]: person }))}
      />
      <div className={styles.foot}>
        {saving.state === 'failed' && !overtaken && (
          <ChangeFailure failure={saving.failure} onReload={reload} />
        )}
        <div className={styles.buttons}>
          <Button
            type="submit"
            appearance="primary"
            disabledFocusable={isRunning || !isChanged || overtaken !== null}
            {...(isRunning ? { icon: <Spinner size="tiny" /> } : {})}
          >
            {isRunning ? t('settings.saving') : t('settings.save')}
          </Button>
          <Button disabledFocusable={isRunning || (!isChanged && !isFallbackIncomplete)} onClick={startOver}>
            {t('settings.undo')}
          </Button>
          <Text role="status" className={isSaved ? styles.saved : styles.quiet}>
            {isSaved && !isChanged ? t('settings.saved') : isChanged ? t('settings.unsaved') : ''}
          </Text>
        </div>
      </div>
    </form>
  );
}
