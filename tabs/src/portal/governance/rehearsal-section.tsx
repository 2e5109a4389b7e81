import { Rehearsals } from '@ehr-connector/shared/contract/configuration.ts';
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { PlayRegular } from '@fluentui/react-icons';
import { useCallback } from 'react';
import { ChecksPanel } from '../connections/checks/checks-panel.tsx';
import { useChecks } from '../connections/checks/use-checks.ts';
import { NoFallback } from '../connections/no-fallback.tsx';
import type { SectionProps } from '../connections/section.ts';
import { useI18n } from '../i18n/i18n-context.ts';
import { ChangeFailure } from '../parts/change-failure.tsx';
import { useMomentWords } from '../parts/moment.tsx';
import { personName } from '../parts/person-name.ts';
import { Part, SectionBody } from '../parts/section.tsx';
import { useSession } from '../session/session-context.ts';
import { useLoaded } from '../session/use-loaded.ts';
import { FeatureLoading } from '../shell/feature-loading.tsx';
import { EarlierRehearsals } from './rehearsal/earlier-rehearsals.tsx';

const useStyles = makeStyles({
  run: { justifySelf: 'start' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** A run through everything a visit needs, without a patient: on demand, and every night. */
export function RehearsalSection({ detail, reload }: SectionProps) {
  const styles = useStyles();
  const i18n = useI18n();
  const { t } = i18n;
  const moment = useMomentWords();
  const { api } = useSession();
  const path = `/api/connections/${encodeURIComponent(detail.id)}/rehearsals`;
  const { checks, run } = useChecks(path);
  const earlier = useLoaded(
    useCallback((signal: AbortSignal) => api.get(path, Rehearsals, signal), [api, path]),
  );
  const isRunning = checks.state === 'running';
  const last = detail.lastRehearsal;
  // What stands above is not listed once more below.
  const shownAt = checks.state === 'idle' || checks.state === 'done' ? (last?.at ?? null) : null;
  const rehearse = async () => {
    await run();
    earlier.reload();
    reload();
  };
  return (
    <SectionBody title={t('rehearsal.title')} intro={t('rehearsal.intro')}>
      {detail.live === null ? (
        <Text>{t('rehearsal.notApproved')}</Text>
      ) : (
        detail.allowed.includes('rehearse') && (
          <Button
            appearance="primary"
            icon={<PlayRegular />}
            className={styles.run}
            disabledFocusable={isRunning}
            onClick={() => void rehearse()}
          >
            {isRunning ? t('rehearsal.running') : t('rehearsal.run')}
          </Button>
        )
      )}
      {detail.live !== null && <NoFallback detail={detail} />}
      {(checks.state !== 'idle' || last) && (
        <Part title={t(checks.state === 'idle' ? 'rehearsal.last' : 'rehearsal.now')}>
          {checks.state === 'idle' && last && (
            <Text className={styles.quiet}>
              {last.by === null
                ? t('rehearsal.nightlyAt', { at: moment(last.at) })
                : t('rehearsal.byAt', { who: personName(i18n, detail.people, last.by), at: moment(last.at) })}
            </Text>
          )}
          <ChecksPanel checks={checks} last={last} />
        </Part>
      )}
      <Part title={t('rehearsal.earlier')}>
        {earlier.loaded.state === 'loading' && <FeatureLoading />}
        {earlier.loaded.state === 'failed' && (
          <ChangeFailure failure={earlier.loaded.failure} onRetry={earlier.reload} />
        )}
        {earlier.loaded.state === 'ready' && (
          <EarlierRehearsals
            rehearsals={earlier.loaded.value.rehearsals.filter(({ at }) => at !== shownAt)}
            people={detail.people}
          />
        )}
      </Part>
      <Part title={t('rehearsal.nightly')}>
        <Text>{t('rehearsal.nightlyText')}</Text>
      </Part>
    </SectionBody>
  );
}
