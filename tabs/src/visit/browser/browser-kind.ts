/** The browser at hand, as far as our advice depends on it. */
export interface BrowserKind {
  readonly system: 'ios' | 'android' | 'desktop';
  readonly family: 'safari' | 'chrome' | 'edge' | 'firefox' | 'samsung' | 'other';
  /** A browser inside another app, where camera and new tabs often do not work. */
  readonly isInApp: boolean;
}

/** Apps that say their name in the user agent. MyChart's own token is not public; these are its app names. */
const APPS = /FBAN|FBAV|FB_IAB|Instagram|Line\/|MicroMessenger|Twitter|Snapchat|MyChart|Haiku|Canto|Epic\//i;

/**
 * Told from the user agent, since nothing else tells an in-app browser from the real one: their feature set
 * is the same, and what they refuse they refuse only when asked.
 *
 * @param maxTouchPoints of the navigator: an iPad calls itself a Macintosh, but has a touch screen.
 */
export function browserKindOf(userAgent: string, maxTouchPoints: number): BrowserKind {
  const isIos = /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
  if (isIos) {
    const family = /CriOS/.test(userAgent)
      ? 'chrome'
      : /EdgiOS/.test(userAgent)
        ? 'edge'
        : /FxiOS/.test(userAgent)
          ? 'firefox'
          : 'safari';
    // A web view of an app lacks the Safari token that Safari and Safari's sheet over an app carry.
    const isInApp = APPS.test(userAgent) || (family === 'safari' && !/Safari\//.test(userAgent));
    return { system: 'ios', family, isInApp };
  }
  return {
    system: /Android/.test(userAgent) ? 'android' : 'desktop',
    family: familyOf(userAgent),
    // `; wv` marks Android's WebView since Android 5.
    isInApp: /; wv\)/.test(userAgent) || APPS.test(userAgent),
  };
}

function familyOf(userAgent: string): BrowserKind['family'] {
  if (/SamsungBrowser/.test(userAgent)) return 'samsung';
  if (/Edg(A)?\//.test(userAgent)) return 'edge';
  if (/Firefox\//.test(userAgent)) return 'firefox';
  if (/OPR\//.test(userAgent)) return 'other';
  if (/Chrom(e|ium)\//.test(userAgent)) return 'chrome';
  return /Safari\//.test(userAgent) ? 'safari' : 'other';
}
