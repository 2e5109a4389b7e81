import { ClinicianLinks, EhrUser } from '@ehr-connector/shared/contract/clinician-links.ts';
import type { Person } from '@ehr-connector/shared/contract/people.ts';
import { Button, Field, Input, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { LinkRegular } from '@fluentui/react-icons';
import { type FormEvent, useRef, useState } from 'react';
import { ChoosePerson } from '../../connections/people/choose-person.tsx';
import { useI18n } from '../../i18n/i18n-context.ts';
import { ChangeFailure } from '../../parts/change-failure.tsx';
import { Part } from '../../parts/section.tsx';
import { useChange } from '../../parts/use-change.ts';
import { useFirstInvalid } from '../../parts/use-first-invalid.ts';
import { useSession } from '../../session/session-context.ts';

const EHR_USER_MAX = 90;

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalM,
    maxWidth: '32rem',
  },
  submit: { justifySelf: 'start' },
  failed: { color: tokens.colorStatusDangerForeground1 },
  done: { color: tokens.colorStatusSuccessForeground1 },
});

/** Links one EHR user with one Microsoft account ahead of their first launch. */
export function AddLink(props: { path: string; onAdded: (links: ClinicianLinks) => void }) {
  const styles = useStyles();
  const { t } = useI18n();
  const { api } = useSession();
  const userRef = useRef<HTMLInputElement>(null);
  const { formRef, leadToInvalid } = useFirstInvalid<HTMLFormElement>();
  const { change, isRunning, run, clear } = useChange();
  const [ehrUser, setEhrUser] = useState('');
  const [person, setPerson] = useState<Person | null>(null);
  const [isTried, setTried] = useState(false);
  const [added, setAdded] = useState<string | null>(null);
  const parsed = EhrUser.safeParse(ehrUser);
  const add = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setAdded(null);
    if (!parsed.success || !person) return leadToInvalid();
    if (isRunning) return;
    await run(async () => {
      const link = { ehrUser: parsed.data, entraObjectId: person.id };
      props.onAdded(await api.change('POST', props.path, link, ClinicianLinks));
      setAdded(t('links.added', { user: parsed.data, name: person.displayName }));
      setEhrUser('');
      setPerson(null);
      setTried(false);
      userRef.current?.focus();
    });
  };
  return (
    <Part title={t('links.add')} intro={t('links.addIntro')}>
      <form ref={formRef} className={styles.form} noValidate onSubmit={(event) => void add(event)}>
        <Field
          label={t('links.ehrUser')}
          hint={t('links.ehrUserHint')}
          required
          {...(isTried && !parsed.success ? { validationMessage: t('links.ehrUserWrong') } : {})}
        >
          <Input
            input={{ ref: userRef }}
            value={ehrUser}
            maxLength={EHR_USER_MAX}
            placeholder="Practitioner/abc123"
            onChange={(_, { value }) => {
              setEhrUser(value);
              setAdded(null);
              clear();
            }}
          />
        </Field>
        <div data-invalid={isTried && !person}>
          <ChoosePerson
            label={t('links.account')}
            id={person?.id ?? null}
            person={person ?? undefined}
            onChoose={setPerson}
          />
        </div>
        {isTried && !person && (
          <Text role="alert" size={200} className={styles.failed}>
            {t('links.choosePerson')}
          </Text>
        )}
        {change.state === 'failed' && <ChangeFailure failure={change.failure} />}
        <Button
          type="submit"
          className={styles.submit}
          disabledFocusable={isRunning}
          icon={isRunning ? <Spinner size="tiny" /> : <LinkRegular />}
        >
          {t('links.addIt')}
        </Button>
        <Text role="status" className={styles.done}>
          {added}
        </Text>
      </form>
    </Part>
  );
}
