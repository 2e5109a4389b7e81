import { Created, type Invitation } from '@ehr-connector/shared/contract/configuration.ts';
import {
  Button,
  Card,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Field,
  Input,
  makeStyles,
  Text,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { type FormEvent, useId, useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import { ChangeFailure } from '../../parts/change-failure.tsx';
import { useChange } from '../../parts/use-change.ts';
import { useSession } from '../../session/session-context.ts';
import { hashOf } from '../../shell/route.ts';

const useStyles = makeStyles({
  part: { display: 'grid', gap: tokens.spacingVerticalM },
  heading: { ...typographyStyles.subtitle1, margin: 0 },
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 24rem), 1fr))',
    gap: tokens.spacingHorizontalL,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  item: { display: 'grid' },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  accept: { justifySelf: 'start', marginTop: 'auto' },
  content: { display: 'grid', gap: tokens.spacingVerticalM },
});

/** Other organisations offer their EHR. */
export function Invitations(props: {
  invitations: readonly Invitation[];
  mayAccept: boolean;
  reload: () => void;
}) {
  const styles = useStyles();
  const { t, list, date } = useI18n();
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.part}>
      <h2 id={id} className={styles.heading}>
        {t('invitations.title')}
      </h2>
      <ul className={styles.cards}>
        {props.invitations.map((invitation) => (
          <li key={invitation.shareId} className={styles.item}>
            <Card>
              <Text weight="semibold">
                {t('invitations.from', { organization: invitation.organizationName })}
              </Text>
              <Text>
                {t('connection.kind', {
                  environment: t(`environment.${invitation.environment}`),
                  ehr: t(`ehr.${invitation.ehr}.name`),
                })}
              </Text>
              <Text size={200} className={styles.quiet}>
                {invitation.fhirBaseUrl}
              </Text>
              <Text size={200} className={styles.quiet}>
                {t('invitations.departments', { departments: list(invitation.departments) })}
              </Text>
              <Text size={200} className={styles.quiet}>
                {t('invitations.at', { date: date(new Date(invitation.invitedAt)) })}
              </Text>
              {props.mayAccept && (
                <div className={styles.accept}>
                  <AcceptInvitation invitation={invitation} reload={props.reload} />
                </div>
              )}
            </Card>
          </li>
        ))}
      </ul>
    </section>
  );
}

function AcceptInvitation({ invitation, reload }: { invitation: Invitation; reload: () => void }) {
  const styles = useStyles();
  const { t } = useI18n();
  const { api } = useSession();
  const { change, isRunning, run } = useChange();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState(invitation.connectionName);
  const accept = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    await run(async () => {
      const path = `/api/invitations/${encodeURIComponent(invitation.shareId)}/accept`;
      const { id } = await api.change('POST', path, { name: name.trim() }, Created);
      // While the dialog is open, all else is hidden from screen readers.
      setOpen(false);
      window.location.hash = hashOf({ feature: 'connections', path: [id] });
    });
  };
  return (
    <Dialog open={isOpen} onOpenChange={(_, { open }) => setOpen(open)}>
      <DialogTrigger disableButtonEnhancement>
        <Button
          appearance="primary"
          aria-label={t('invitations.acceptLabel', { organization: invitation.organizationName })}
        >
          {t('invitations.accept')}
        </Button>
      </DialogTrigger>
      <DialogSurface>
        <form noValidate onSubmit={(event) => void accept(event)}>
          <DialogBody>
            <DialogTitle>
              {t('invitations.acceptLabel', { organization: invitation.organizationName })}
            </DialogTitle>
            <DialogContent className={styles.content}>
              <Text>{t('invitations.meaning')}</Text>
              <Field label={t('add.name')} hint={t('add.name.hint')} required>
                <Input value={name} maxLength={100} onChange={(_, data) => setName(data.value)} />
              </Field>
              {change.state === 'failed' && <ChangeFailure failure={change.failure} onReload={reload} />}
            </DialogContent>
            <DialogActions fluid>
              <Button type="submit" appearance="primary" disabledFocusable={isRunning}>
                {t('invitations.accept')}
              </Button>
              <DialogTrigger disableButtonEnhancement>
                <Button disabledFocusable={isRunning}>{t('configuration.cancel')}</Button>
              </DialogTrigger>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
