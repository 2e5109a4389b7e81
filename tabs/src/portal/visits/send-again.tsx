import type { BoardWriteback } from '@ehr-connector/shared/contract/visit-board.ts';
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowClockwiseRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { failureOf } from '../session/api.ts';
import { useSession } from '../session/session-context.ts';

const useStyles = makeStyles({
  failed: { color: tokens.colorStatusDangerForeground3 },
});

type Sending = { state: 'idle' } | { state: 'sending' } | { state: 'failed'; reference: string };

/** Lets a coordinator send what is parked once more; whether it worked, the board tells. */
export function SendAgain({ writeback, fact }: { writeback: BoardWriteback; fact: string }) {
  const styles = useStyles();
  const { t } = useI18n();
  const { api, me } = useSession();
  const [sending, setSending] = useState<Sending>({ state: 'idle' });
  if (!me.roles.includes('Coordinator')) return null;
  const isSending = sending.state === 'sending';
  const send = async () => {
    if (isSending) return;
    setSending({ state: 'sending' });
    try {
      await api.send('POST', `/api/writebacks/${encodeURIComponent(writeback.id)}/retry`);
      setSending({ state: 'idle' });
    } catch (error) {
      const { reference } = failureOf(error);
      setSending({ state: 'failed', reference: reference ? t('failure.reference', { reference }) : '' });
    }
  };
  return (
    <>
      <Button
        size="small"
        icon={<ArrowClockwiseRegular />}
        aria-label={t('ehr.sendAgainLabel', { fact })}
        // Stays focusable while it works: a disabled button would drop the keyboard's place.
        disabledFocusable={isSending}
        onClick={() => void send()}
      >
        {isSending ? t('ehr.sendingAgain') : t('ehr.sendAgain')}
      </Button>
      {sending.state === 'failed' && (
        <Text size={200} role="alert" className={styles.failed}>
          {t('ehr.sendAgainFailed', { reference: sending.reference })}
        </Text>
      )}
    </>
  );
}
