import { Created, type Invitation } from '@ehr-connector/shared/contract/configuration.ts';
import { Button, Card, makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components';
import { useId } from 'react';
import { useI18n } from '../../i18n/i18n-context.ts';
import { useSession } from '../../session/session-context.ts';
import { NewConnectionDialog } from './new-connection-dialog.tsx';

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
  const { t } = useI18n();
  const { api } = useSession();
  const label = t('invitations.acceptLabel', { organization: invitation.organizationName });
  const path = `/api/invitations/${encodeURIComponent(invitation.shareId)}/accept`;
  return (
    <NewConnectionDialog
      trigger={
        <Button appearance="primary" aria-label={label}>
          {t('invitations.accept')}
        </Button>
      }
      title={label}
      introduction={t('invitations.meaning')}
      suggestedName={invitation.connectionName}
      action={t('invitations.accept')}
      create={(name) => api.change('POST', path, { name }, Created)}
      onReload={reload}
    />
  );
}
