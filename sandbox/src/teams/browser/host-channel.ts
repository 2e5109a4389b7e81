/// <reference lib="dom" />

/** A call of the teams-js library in an app's window. */
export interface HostCall {
  readonly func: string;
  readonly args: readonly unknown[];
}

/** Answers a call with the arguments of the library's callback; null where the library waits for nothing. */
export type AnswerCall = (call: HostCall) => Promise<readonly unknown[] | null>;

/** The host's end of teams-js' talk with one window of the app. */
export interface HostChannel {
  /** Calls a handler which the app has registered. */
  push(func: string, args: readonly unknown[]): void;
  close(): void;
}

/**
 * Speaks the wire format of `@microsoft/teams-js`: requests `{id, uuidAsString, func, args}`, answers
 * `{id, uuidAsString, args}`, pushes `{func, args}`. Only messages of this very window on the app's own origin count.
 */
export function openHostChannel(deps: {
  target: () => Window | null;
  origin: string;
  answer: AnswerCall;
}): HostChannel {
  const { target, origin, answer } = deps;

  async function onMessage(event: MessageEvent) {
    if (event.source === null || event.source !== target() || event.origin !== origin) return;
    const request = readRequest(event.data);
    if (request === null) return;
    const args = await answer(request.call);
    if (args !== null) target()?.postMessage({ id: request.id, uuidAsString: request.uuid, args }, origin);
  }
  const listener = (event: MessageEvent) => void onMessage(event);
  window.addEventListener('message', listener);

  return {
    push: (func, args) => target()?.postMessage({ func, args }, origin),
    close: () => window.removeEventListener('message', listener),
  };
}

function readRequest(data: unknown): { id: unknown; uuid: unknown; call: HostCall } | null {
  if (typeof data !== 'object' || data === null) return null;
  const { id, uuidAsString, func, args } = data as Record<string, unknown>;
  if (typeof func !== 'string') return null;
  return { id, uuid: uuidAsString, call: { func, args: Array.isArray(args) ? args : [] } };
}
