import type { ConnectionDetail, Revision } from '@ehr-connector/shared/contract/configuration.ts';
import { makeStyles, tokens } from '@fluentui/react-components';
import { useI18n } from '../../i18n/i18n-context.ts';
import { Facts } from '../../parts/facts.tsx';
import { useMomentWords } from '../../parts/moment.tsx';
import { Part } from '../../parts/section.tsx';
import { ChecksPanel } from '../checks/checks-panel.tsx';
import { contentLines } from '../content-lines.ts';
import { RegistrationState } from './registration-state.tsx';
import { RegistrationAddresses } from './registration-step.tsx';

const useStyles = makeStyles({
  view: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalXXL },
});

/** A revision to be read: nothing of it can be changed here. */
export function ContentView(props: {
  detail: ConnectionDetail;
  revision: Revision;
  title: string;
  changed: (detail: ConnectionDetail) => void;
  reload: () => void;
}) {
  const styles = useStyles();
  const i18n = useI18n();
  const { t } = i18n;
  const moment = useMomentWords();
  const { detail, revision } = props;
  const lines = contentLines(i18n, revision, detail.people);
  // A proposal is frozen, but the EHR goes on activating its client meanwhile.
  const isOpen = revision.state === 'proposed' && detail.allowed.includes('edit-draft');
  return (
    <div className={styles.view}>
      <Part title={props.title} intro={t('view.number', { number: revision.number })}>
        <Facts
          facts={lines.map(({ label, value }) => [t(label), value === '' ? t('diff.nothing') : value])}
        />
      </Part>
      <Part title={t('registration.addresses')}>
        <RegistrationAddresses registration={detail.registration} />
      </Part>
      {isOpen && (
        <RegistrationState
          detail={detail}
          revision={revision}
          typed={revision.content}
          save={() => Promise.resolve(revision)}
          changed={props.changed}
          reload={props.reload}
        />
      )}
      {revision.probe && (
        <Part title={t('check.title')} intro={t('view.checkedAt', { at: moment(revision.probe.at) })}>
          <ChecksPanel
            checks={{ state: 'idle' }}
            last={revision.probe}
            isOutdated={revision.probe.isOutdated}
          />
        </Part>
      )}
    </div>
  );
}
