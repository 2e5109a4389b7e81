import { ConnectionDetail } from '@ehr-connector/shared/contract/configuration.ts';
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { DeleteRegular, PauseCircleRegular, PlayCircleRegular } from '@fluentui/react-icons';
import { useRef } from 'react';
import { leaveRemoved } from '../../connections/removed.ts';
import type { SectionProps } from '../../connections/section.ts';
import { useI18n } from '../../i18n/i18n-context.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Part } from '../../parts/section.tsx';
import { useSession } from '../../session/session-context.ts';

const useStyles = makeStyles({
  standing: { display: 'grid', gap: tokens.spacingVerticalM, justifyItems: 'start', maxWidth: '48rem' },
});

/** Whether the connection serves, and the ways to stop it, let it serve again, or remove one that never did. */
export function Standing({ detail, changed, reload }: SectionProps) {
  const styles = useStyles();
  const { t } = useI18n();
  const { api } = useSession();
  const headingRef = useRef<HTMLHeadingElement>(null);
  const path = `/api/connections/${encodeURIComponent(detail.id)}`;
  const may = (action: ConnectionDetail['allowed'][number]) => detail.allowed.includes(action);
  const set = (to: 'disable' | 'enable') => async (reason: string) => {
    const fresh = await api.change('POST', `${path}/${to}`, { reason }, ConnectionDetail);
    return () => {
      changed(fresh);
      headingRef.current?.focus(); // the button that had the focus is gone
    };
  };
  const remove = async () => {
    await api.send('DELETE', path);
    return () => leaveRemoved(detail.name);
  };
  return (
    <Part title={t('standing.title')} headingRef={headingRef}>
      <div className={styles.standing}>
        <Text role="status">{t(`standing.${detail.state}`)}</Text>
        {detail.state === 'approved' && may('disable') && (
          <Confirm
            trigger={<Button icon={<PauseCircleRegular />}>{t('standing.disable')}</Button>}
            title={t('standing.disable.title', { name: detail.name })}
            action={t('standing.disable.action')}
            reason={{ label: t('standing.reason'), isRequired: true }}
            onConfirm={set('disable')}
            onReload={reload}
          >
            {t('standing.disable.text')}
          </Confirm>
        )}
        {detail.state === 'disabled' && may('enable') && (
          <Confirm
            trigger={
              <Button appearance="primary" icon={<PlayCircleRegular />}>
                {t('standing.enable')}
              </Button>
            }
            title={t('standing.enable.title', { name: detail.name })}
            action={t('standing.enable.action')}
            reason={{ label: t('standing.reason'), isRequired: true }}
            onConfirm={set('enable')}
            onReload={reload}
          >
            {t('standing.enable.text')}
          </Confirm>
        )}
        {detail.state === 'unapproved' && may('add-connection') && (
          <Confirm
            trigger={<Button icon={<DeleteRegular />}>{t('standing.remove')}</Button>}
            title={t('standing.remove.title', { name: detail.name })}
            action={t('standing.remove.action')}
            onConfirm={remove}
            onReload={reload}
          >
            {t('standing.remove.text')}
          </Confirm>
        )}
      </div>
    </Part>
  );
}
