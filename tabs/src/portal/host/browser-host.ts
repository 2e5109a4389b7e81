import type { Host, HostTheme } from './host.ts';

const DARK = '(prefers-color-scheme: dark)';
const FORCED = '(forced-colors: active)';

/** A plain browser window: the staff session cookie says who asks. */
export function createBrowserHost(window: Window): Host {
  const queries = [window.matchMedia(DARK), window.matchMedia(FORCED)] as const;
  return {
    kind: 'browser',
    locale: window.navigator.language,
    subPageId: null,
    theme: {
      current: (): HostTheme => {
        const [dark, forced] = queries;
        if (forced.matches) return 'contrast';
        return dark.matches ? 'dark' : 'default';
      },
      subscribe: (changed) => {
        for (const query of queries) query.addEventListener('change', changed);
        return () => {
          for (const query of queries) query.removeEventListener('change', changed);
        };
      },
    },
    authorization: () => Promise.resolve(null),
    openLink: (url) => {
      window.open(url, '_blank', 'noopener');
      return Promise.resolve();
    },
    shown: () => undefined,
  };
}
