import { makeStyles, tokens } from '@fluentui/react-components';
import { Suspense } from 'react';
import { useI18n } from '../i18n/i18n-context.ts';
import { ClipboardProvider } from '../parts/clipboard.tsx';
import { useSession } from '../session/session-context.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { FeatureLoading } from './feature-loading.tsx';
import { featureAt } from './features.tsx';
import { GuardedRoute } from './guarded-route.tsx';
import { Header } from './header.tsx';
import type { Route } from './route.ts';
import { useAddress } from './use-address.ts';

const CONTENT_ID = 'content';

const useStyles = makeStyles({
  main: {
    boxSizing: 'border-box',
    maxWidth: '100rem',
    marginInline: 'auto',
    paddingBlock: tokens.spacingVerticalL,
    paddingInline: tokens.spacingHorizontalL,
  },
  skip: {
    position: 'absolute',
    insetInlineStart: tokens.spacingHorizontalM,
    insetBlockStart: tokens.spacingVerticalS,
    padding: tokens.spacingVerticalS,
    zIndex: 1,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    ':not(:focus)': { clipPath: 'inset(50%)' },
  },
});

/** What stays while one moves between the features. */
export function Frame() {
  const { host } = useSession();
  const address = useAddress(host.subPageId);
  return <GuardedRoute address={address}>{(route) => <Framed route={route} />}</GuardedRoute>;
}

function Framed({ route }: { route: Route }) {
  const styles = useStyles();
  const { t } = useI18n();
  const { me } = useSession();
  const feature = featureAt(route.feature, me.sections);
  return (
    <>
      <a
        className={styles.skip}
        href={`#${CONTENT_ID}`}
        onClick={(event) => {
          // The address' hash is the route: the link only moves the focus.
          event.preventDefault();
          document.getElementById(CONTENT_ID)?.focus();
        }}
      >
        {t('app.skip')}
      </a>
      <Header current={feature.name} />
      <main id={CONTENT_ID} tabIndex={-1} className={styles.main}>
        <ErrorBoundary key={feature.name}>
          <ClipboardProvider>
            <Suspense fallback={<FeatureLoading />}>
              <feature.Page route={route} />
            </Suspense>
          </ClipboardProvider>
        </ErrorBoundary>
      </main>
    </>
  );
}
