/// <reference lib="dom" />
import type { AnswerCall } from './host-channel.ts';

/** The version of teams-js whose calls are understood here. */
const SDK_VERSION = '2.58.0';

/** teams-js' own code for what a host cannot do. */
const NOT_SUPPORTED = 100;

/** What the host tells the library it can do; a call of anything else is refused by the library itself. */
const RUNTIME = JSON.stringify({ apiVersion: 4, isLegacyTeams: false, supports: { pages: {} } });

/** What the tab says of itself, or asks, that concerns the page around it. */
export interface TabHost {
  /** The legacy context object, from which the library makes `app.Context`. */
  context(): Readonly<Record<string, unknown>>;
  registered(handler: string): void;
  state(state: 'loaded' | 'ready' | { failed: string }): void;
  authToken(): Promise<{ token: string } | { error: string }>;
  /** Whether the link could be opened. */
  openLink(url: string): boolean;
}

/**
 * Answers a tab's calls as Teams on the web does. `authentication.authenticate` is not among them: the library itself
 * refuses to ask for an address that is not https, and the sandbox has none.
 */
export function answersFor(host: TabHost): AnswerCall {
  return async ({ func, args }) => {
    switch (func) {
      case 'initialize':
        return ['content', 'web', RUNTIME, SDK_VERSION];
      case 'getContext':
        return [host.context()];
      case 'registerHandler':
        host.registered(String(args[0]));
        return null;
      case 'appInitialization.appLoaded':
        host.state('loaded');
        return null;
      case 'appInitialization.success':
        host.state('ready');
        return null;
      case 'appInitialization.failure':
      case 'appInitialization.expectedFailure':
        host.state({ failed: String(args[1] ?? args[0] ?? 'no reason given') });
        return null;
      case 'authentication.getAuthToken': {
        const answer = await host.authToken();
        return 'token' in answer ? [true, answer.token] : [false, answer.error];
      }
      case 'executeDeepLink':
        return host.openLink(String(args[0])) ? [true] : [false, 'The link could not be opened.'];
      case 'settings.getSettings':
        return [{}];
      default:
        return [{ errorCode: NOT_SUPPORTED, message: `${func} is not offered by this sandbox.` }];
    }
  };
}
