import { FluentProvider, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useEffect, useMemo } from 'react';
import { BeginPage } from '../entering/begin-page.tsx';
import { createBrowserHost } from '../host/browser-host.ts';
import { I18nProvider, useI18n } from '../i18n/i18n-context.ts';
import { FailurePage } from '../session/failure-page.tsx';
import { SessionProvider } from '../session/session-context.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Frame } from './frame.tsx';
import { useHostTheme } from './theme.ts';
import { type Startup, useStartup } from './use-startup.ts';

const useStyles = makeStyles({
  // Not on the provider itself: Fluent repeats its class on every dialog's layer, which would cover the page.
  page: { minHeight: '100vh', backgroundColor: tokens.colorNeutralBackground1 },
  starting: { display: 'grid', placeContent: 'center', minHeight: '100vh' },
});

/** The whole portal, from the first request on. */
export function Portal() {
  const styles = useStyles();
  const { startup, i18n, restart } = useStartup();
  const fallback = useMemo(() => createBrowserHost(window), []);
  const theme = useHostTheme(startup.host ?? fallback);
  useEffect(() => {
    document.documentElement.lang = i18n.locale;
    document.title = i18n.t('app.name');
  }, [i18n]);
  return (
    <FluentProvider theme={theme}>
      <I18nProvider value={i18n}>
        <div className={styles.page}>
          <ErrorBoundary>
            <Started startup={startup} onRetry={restart} />
          </ErrorBoundary>
        </div>
      </I18nProvider>
    </FluentProvider>
  );
}

function Started({ startup, onRetry }: { startup: Startup; onRetry: () => void }) {
  const styles = useStyles();
  const { t } = useI18n();
  switch (startup.state) {
    case 'loading':
      return (
        <main className={styles.starting}>
          <Spinner label={t('app.loading')} />
        </main>
      );
    case 'failed':
      if (startup.failure.code === 'organisation-not-entered' && startup.host !== null)
        return (
          <main>
            <BeginPage host={startup.host} onBegun={onRetry} />
          </main>
        );
      return (
        <main>
          <FailurePage failure={startup.failure} hostKind={startup.host?.kind ?? null} onRetry={onRetry} />
        </main>
      );
    case 'ready':
      return (
        <SessionProvider value={startup.session}>
          <Frame />
        </SessionProvider>
      );
  }
}
