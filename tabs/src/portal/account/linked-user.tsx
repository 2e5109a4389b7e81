import type { Me } from '@ehr-connector/shared/contract/staff.ts';
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { failureOf } from '../session/api.ts';
import type { Failure } from '../session/failure.ts';
import { useSession } from '../session/session-context.ts';

const useStyles = makeStyles({
  line: { display: 'grid', gap: tokens.spacingVerticalXS, justifyItems: 'start' },
  quiet: { color: tokens.colorNeutralForeground2 },
  failed: { color: tokens.colorStatusDangerForeground3 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

type Unlinking = { state: 'idle' | 'asking' | 'unlinking' } | { state: 'failed'; failure: Failure };

/** An EHR user of the signed-in person; asks before the link is cut. */
export function LinkedUser(props: { link: Me['links'][number]; onUnlinked: () => void }) {
  const styles = useStyles();
  const { t, date } = useI18n();
  const { api } = useSession();
  const [unlinking, setUnlinking] = useState<Unlinking>({ state: 'idle' });
  const { id, connectionName: connection, linkedAt } = props.link;
  const unlink = async () => {
    setUnlinking({ state: 'unlinking' });
    try {
      await api.send('DELETE', `/api/links/${encodeURIComponent(id)}`);
      props.onUnlinked();
    } catch (error) {
      setUnlinking({ state: 'failed', failure: failureOf(error) });
    }
  };
  return (
    <li className={styles.line}>
      <Text weight="semibold">{connection}</Text>
      <Text size={200} className={styles.quiet}>
        {t('account.linkedAt', { date: date(new Date(linkedAt)) })}
      </Text>
      {unlinking.state === 'idle' ? (
        <Button
          size="small"
          aria-label={t('account.unlinkLabel', { connection })}
          onClick={() => setUnlinking({ state: 'asking' })}
        >
          {t('account.unlink')}
        </Button>
      ) : (
        <>
          <Text role="alert">{t('account.unlinkQuestion', { connection })}</Text>
          {unlinking.state === 'failed' && (
            <Text size={200} className={styles.failed} role="alert">
              {t('failure.failed.text')}{' '}
              {unlinking.failure.reference &&
                t('failure.reference', { reference: unlinking.failure.reference })}
            </Text>
          )}
          <span className={styles.buttons}>
            <Button
              size="small"
              disabledFocusable={unlinking.state === 'unlinking'}
              onClick={() => void unlink()}
            >
              {t('account.unlink')}
            </Button>
            <Button size="small" appearance="subtle" onClick={() => setUnlinking({ state: 'idle' })}>
              {t('account.keep')}
            </Button>
          </span>
        </>
      )}
    </li>
  );
}
