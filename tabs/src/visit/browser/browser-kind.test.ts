import { describe, expect, it } from 'vitest';
import { allowAdviceFor } from './allow-advice.ts';
import { browserKindOf } from './browser-kind.ts';

const IOS = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const ANDROID = 'Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko)';
const WEB_VIEW =
  'Mozilla/5.0 (Linux; Android 14; Pixel 7 Build/UQ1A; wv) AppleWebKit/537.36 (KHTML, like Gecko)';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)';

describe('a real browser', () => {
  it.each([
    ['Safari on an iPhone', `${IOS} Version/17.4 Mobile/15E148 Safari/604.1`, 5, 'ios safari', 'iosSafari'],
    ['Safari on an iPad', `${MAC} Version/17.4 Safari/605.1.15`, 5, 'ios safari', 'iosSafari'],
    ['Chrome on an iPhone', `${IOS} CriOS/123.0 Mobile/15E148 Safari/604.1`, 5, 'ios chrome', 'iosOther'],
    [
      'Firefox on an iPhone',
      `${IOS} FxiOS/124.0 Mobile/15E148 Safari/605.1.15`,
      5,
      'ios firefox',
      'iosOther',
    ],
    [
      'Chrome on Android',
      `${ANDROID} Chrome/123.0.0.0 Mobile Safari/537.36`,
      5,
      'android chrome',
      'androidChrome',
    ],
    [
      'Samsung Internet',
      `${ANDROID} SamsungBrowser/24.0 Chrome/117.0 Mobile Safari/537.36`,
      5,
      'android samsung',
      'androidOther',
    ],
    [
      'Firefox on Android',
      'Mozilla/5.0 (Android 14; Mobile; rv:124.0) Gecko/124.0 Firefox/124.0',
      5,
      'android firefox',
      'androidOther',
    ],
    ['Chrome on Windows', `${WINDOWS} Chrome/123.0.0.0 Safari/537.36`, 0, 'desktop chrome', 'desktopChrome'],
    [
      'Edge on Windows',
      `${WINDOWS} Chrome/123.0.0.0 Safari/537.36 Edg/123.0`,
      10,
      'desktop edge',
      'desktopChrome',
    ],
    ['Safari on a Mac', `${MAC} Version/17.4 Safari/605.1.15`, 0, 'desktop safari', 'desktopSafari'],
    [
      'Firefox on Windows',
      'Mozilla/5.0 (Windows NT 10.0; rv:124.0) Gecko/20100101 Firefox/124.0',
      0,
      'desktop firefox',
      'desktopFirefox',
    ],
    ['Opera on Windows', `${WINDOWS} Chrome/123.0.0.0 Safari/537.36 OPR/109.0`, 0, 'desktop other', 'other'],
  ])(
    '%s is known, with where it keeps its permissions',
    (_name, userAgent, touchPoints, expected, advice) => {
      const kind = browserKindOf(userAgent, touchPoints);
      expect(`${kind.system} ${kind.family}`).toBe(expected);
      expect(kind.isInApp).toBe(false);
      expect(allowAdviceFor(kind)).toBe(advice);
    },
  );
});

describe('a browser inside an app', () => {
  it.each([
    ['a WebView on Android', `${WEB_VIEW} Version/4.0 Chrome/123.0 Mobile Safari/537.36`, 'android'],
    ['MyChart on Android', `${ANDROID} Chrome/123.0 Mobile Safari/537.36 MyChart/10.9`, 'android'],
    [
      'Facebook on Android',
      `${WEB_VIEW} Chrome/123.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/456.0;]`,
      'android',
    ],
    ['a WKWebView on an iPhone', `${IOS} Mobile/15E148`, 'ios'],
    ['Haiku on an iPhone', `${IOS} Mobile/15E148 Safari/604.1 Haiku/10.8`, 'ios'],
    ['Instagram on an iPhone', `${IOS} Mobile/15E148 Instagram 324.0.0.27.50`, 'ios'],
    ['WeChat on an iPhone', `${IOS} Mobile/15E148 MicroMessenger/8.0.47`, 'ios'],
  ])('%s is recognised', (_name, userAgent, system) => {
    expect(browserKindOf(userAgent, 5)).toMatchObject({ isInApp: true, system });
  });
});
