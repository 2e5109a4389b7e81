import type { Messages } from '../messages/messages.ts';
import type { BrowserKind } from './browser-kind.ts';

/** Where this browser keeps its permissions: which of the how-to texts fits. */
export function allowAdviceFor({ system, family }: BrowserKind): keyof Messages['device']['allow'] {
  switch (system) {
    case 'ios':
      return family === 'safari' ? 'iosSafari' : 'iosOther';
    case 'android':
      return family === 'chrome' ? 'androidChrome' : 'androidOther';
    case 'desktop':
      switch (family) {
        case 'chrome':
        case 'edge':
          return 'desktopChrome';
        case 'safari':
          return 'desktopSafari';
        case 'firefox':
          return 'desktopFirefox';
        default:
          return 'other';
      }
  }
}
