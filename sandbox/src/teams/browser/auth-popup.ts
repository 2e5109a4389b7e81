/// <reference lib="dom" />
import { initializeAnswer } from './host-answers.ts';
import { openHostChannel } from './host-channel.ts';

const CLOSED_CHECK_MS = 250;

/**
 * `authentication.authenticate`: opens the app's own sign-in page in a window of its own and waits for what that window
 * tells by `authentication.notifySuccess` or `notifyFailure`.
 *
 * @returns `[true, result]` or `[false, reason]`, with the reasons Teams gives.
 */
export function authenticateInPopup(request: {
  url: string;
  width: number;
  height: number;
  origin: string;
}): Promise<readonly unknown[]> {
  // Teams opens only pages of the app's valid domains.
  if (!URL.canParse(request.url) || new URL(request.url).origin !== request.origin) {
    return Promise.resolve([false, 'InvalidUrl']);
  }
  const popup = window.open(request.url, '_blank', `popup,width=${request.width},height=${request.height}`);
  if (popup === null) return Promise.resolve([false, 'FailedToOpenWindow']);

  return new Promise((resolve) => {
    const finish = (answer: readonly unknown[]) => {
      clearInterval(watch);
      channel.close();
      popup.close();
      resolve(answer);
    };
    const channel = openHostChannel({
      target: () => popup,
      origin: request.origin,
      answer: async ({ func, args }) => {
        if (func === 'initialize') return initializeAnswer('authentication');
        if (func === 'authentication.authenticate.success') finish([true, args[0]]);
        if (func === 'authentication.authenticate.failure') finish([false, args[0]]);
        return null;
      },
    });
    const watch = setInterval(() => {
      if (popup.closed) finish([false, 'CancelledByUser']);
    }, CLOSED_CHECK_MS);
  });
}
