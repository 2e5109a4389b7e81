/** @jsxImportSource preact */
import { render } from 'preact';
import { browserTimers } from './api/timers.ts';
import { browserKindOf } from './browser/browser-kind.ts';
import { createPageDevices } from './device/page-devices.ts';
import type { Locale } from './messages/locale.ts';
import type { PageLanguage } from './page-language.ts';
import { DeviceTestScreen } from './screens/device-test-screen.tsx';
import { Page } from './screens/page-context.ts';

/** Opens the device test, which belongs to no visit. */
export function startDeviceTest(deps: { window: Window; root: Element; language: PageLanguage }): void {
  const { window, language } = deps;
  const { document, navigator } = window;
  const checks = createPageDevices({ window, onChange: draw });

  const unchanging = {
    browser: browserKindOf(navigator.userAgent, navigator.maxTouchPoints),
    nowMs: browserTimers.now,
    chooseLanguage: (locale: Locale) => void language.choose(locale).then(draw),
    visit: null,
  };

  function draw(): void {
    const { text, locale, format } = language.current();
    document.title = `${text.deviceTest.heading} – ${text.productName}`;
    render(
      <Page.Provider value={{ ...unchanging, text, locale, format }}>
        <DeviceTestScreen checks={checks} />
      </Page.Provider>,
      deps.root,
    );
  }

  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') checks.stopMedia();
  });
  draw();
}
