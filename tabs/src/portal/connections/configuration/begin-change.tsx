import { ConnectionDetail, type Revision } from '@ehr-connector/shared/contract/configuration.ts';
import type { DraftContent } from '@ehr-connector/shared/contract/connection-settings.ts';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { EditRegular } from '@fluentui/react-icons';
import { useI18n } from '../../i18n/i18n-context.ts';
import { ChangeFailure } from '../../parts/change-failure.tsx';
import { useChange } from '../../parts/use-change.ts';
import { useSession } from '../../session/session-context.ts';
import { firstContent } from './first-content.ts';

const useStyles = makeStyles({
  begin: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalM },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Begins a draft: with what came to nothing, with what serves, or with nothing at all. */
export function BeginChange(props: {
  detail: ConnectionDetail;
  /** The newest revision, when it came to nothing. */
  failed: Revision | null;
  changed: (detail: ConnectionDetail) => void;
  reload: () => void;
}) {
  const styles = useStyles();
  const { t } = useI18n();
  const { api } = useSession();
  const { change, isRunning, run } = useChange();
  const { detail, failed } = props;
  const begin = (content: DraftContent) =>
    run(async () => {
      const path = `/api/connections/${encodeURIComponent(detail.id)}/draft`;
      props.changed(await api.change('PUT', path, { version: null, content, note: '' }, ConnectionDetail));
    });
  const button = (words: string, content: DraftContent, isPrimary: boolean) => (
    <Button
      icon={<EditRegular />}
      appearance={isPrimary ? 'primary' : 'secondary'}
      disabledFocusable={isRunning}
      onClick={() => void begin(content)}
    >
      {words}
    </Button>
  );
  return (
    <div className={styles.begin}>
      <div className={styles.buttons}>
        {failed && button(t('begin.correct', { number: failed.number }), failed.content, true)}
        {detail.live
          ? button(t('begin.change'), detail.live.content, failed === null)
          : failed === null && button(t('begin.anew'), firstContent(detail.ehr), true)}
      </div>
      {change.state === 'failed' && <ChangeFailure failure={change.failure} onReload={props.reload} />}
    </div>
  );
}
