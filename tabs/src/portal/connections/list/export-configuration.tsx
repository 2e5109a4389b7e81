import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useI18n } from '../../i18n/i18n-context.ts';
import { ChangeFailure } from '../../parts/change-failure.tsx';
import { downloadText } from '../../parts/download.ts';
import { useChange } from '../../parts/use-change.ts';
import { useSession } from '../../session/session-context.ts';

const useStyles = makeStyles({
  export: { display: 'grid', gap: tokens.spacingVerticalS, justifyItems: 'start' },
});

/** Saves the whole configuration as a file; no secret is in it. */
export function ExportConfiguration() {
  const styles = useStyles();
  const { t } = useI18n();
  const { api } = useSession();
  const { change, isRunning, run } = useChange();
  const save = () =>
    run(async () => {
      // Not a plain link: inside Teams it is the request's header that says who asks.
      const file = await api.file('/api/configuration/export');
      downloadText('ehr-connections.json', await file.text(), 'application/json');
    });
  return (
    <div className={styles.export}>
      <Button
        icon={isRunning ? <Spinner size="tiny" /> : <ArrowDownloadRegular />}
        disabledFocusable={isRunning}
        onClick={() => void save()}
      >
        {t('connections.export')}
      </Button>
      {change.state === 'failed' && <ChangeFailure failure={change.failure} onRetry={() => void save()} />}
    </div>
  );
}
