/** @jsxImportSource preact */
import { render } from 'preact';
import { browserTimers } from './api/timers.ts';
import { createVisitApi } from './api/visit-api.ts';
import { visitStreamOf } from './api/visit-feed.ts';
import { createAttention } from './browser/attention.ts';
import { browserKindOf } from './browser/browser-kind.ts';
import { handoverCodeIn, handoverLink } from './browser/handover-link.ts';
import { createWakeLock } from './browser/wake-lock.ts';
import { createPageDevices, isMediaAllowed } from './device/page-devices.ts';
import calmIcon from './icons/visit.svg';
import callingIcon from './icons/visit-ready.svg';
import type { Locale } from './messages/locale.ts';
import type { PageLanguage } from './page-language.ts';
import { followLifecycle } from './page-lifecycle.ts';
import { isWaiting, type Screen, screenOf } from './screen.ts';
import { Page, type VisitActions } from './screens/page-context.ts';
import { VisitScreen } from './screens/visit-screen.tsx';
import { tabTitle } from './tab-title.ts';
import { createVisitSession } from './visit-session.ts';

/** Opens the page of one visit, and keeps it true until it is closed. */
export function startVisitPage(deps: {
  window: Window;
  root: Element;
  visitId: string;
  language: PageLanguage;
}): void {
  const { window, visitId, language } = deps;
  const { document, navigator, location } = window;
  let shown: Screen['kind'] = 'opening';
  let takesFocus = false;

  const checks = createPageDevices({ window, onChange: draw });
  const attention = createAttention({
    document,
    navigator,
    sound: checks.sound,
    icons: { calm: calmIcon, calling: callingIcon },
  });
  // Typed as always there, but missing in older browsers.
  const wakeLock = createWakeLock({ lock: navigator.wakeLock as WakeLock | undefined });
  const session = createVisitSession({
    api: createVisitApi({
      visitId,
      fetch: (...request) => fetch(...request),
      sendBeacon: (...beacon) => navigator.sendBeacon(...beacon),
      timers: browserTimers,
    }),
    openStream: visitStreamOf(visitId),
    timers: browserTimers,
    random: Math.random,
    pageId: crypto.randomUUID(),
    isOnline: () => navigator.onLine,
    onChange: draw,
  });

  const visit: VisitActions = {
    joined() {
      // Windows lends a camera to one program at a time: Teams must find it free.
      checks.stopMedia();
      session.joined();
    },
    retry: session.retry,
    leave: session.leave,
    async makeHandoverLink() {
      const answer = await session.makeHandoverCode();
      if (answer.kind === 'refused') return answer;
      const { code, expiresAt } = answer.value;
      return { kind: 'ok', value: { url: handoverLink(new URL(location.href), code), expiresAt } };
    },
  };

  const unchanging = {
    browser: browserKindOf(navigator.userAgent, navigator.maxTouchPoints),
    nowMs: browserTimers.now,
    chooseLanguage: (locale: Locale) => void language.choose(locale).then(draw),
    visit,
  };

  function enter(screen: Screen): void {
    const before = shown;
    shown = screen.kind;
    takesFocus = before !== 'opening';
    if (screen.kind === 'ready') attention.call();
    if (!isWaiting(screen)) checks.stopMedia();
    else if (before === 'opening') void testIfAllowed();
  }

  async function testIfAllowed(): Promise<void> {
    if ((await isMediaAllowed()) && isInView() && isWaiting(screenOf(session.page()))) checks.testMedia();
  }

  const isInView = () => document.visibilityState === 'visible';

  function draw(): void {
    const page = session.page();
    const screen = screenOf(page);
    if (screen.kind !== shown) enter(screen);
    const { text, locale, format } = language.current();
    attention.show({ title: tabTitle(screen, text), isCalling: screen.kind === 'ready' });
    wakeLock.want(isWaiting(screen) && isInView());
    render(
      <Page.Provider value={{ ...unchanging, text, locale, format }}>
        <VisitScreen
          screen={screen}
          connection={page.connection}
          helpContact={page.visit?.helpContact ?? ''}
          takesFocus={takesFocus}
          checks={checks}
        />
      </Page.Provider>,
      deps.root,
    );
  }

  followLifecycle({
    window,
    session,
    onVisibility(isVisible) {
      // Nobody looks: the camera is let go, so that another tab or program can have it.
      if (!isVisible) checks.stopMedia();
      draw();
    },
  });
  const code = handoverCodeIn(new URL(location.href));
  // Before anything else sees it: the code must not stay in the address bar or the history.
  if (code !== null) window.history.replaceState(null, '', location.pathname);
  draw();
  void session.open(code);
}
