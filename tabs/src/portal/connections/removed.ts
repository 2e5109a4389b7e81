import { hashOf } from '../shell/route.ts';

/**
 * Leads to the list, which says what was removed. That is kept with this entry of the browser's history: nobody else can
 * write it, as they could an address.
 */
export function leaveRemoved(name: string): void {
  window.history.pushState({ removed: name }, '', hashOf({ feature: 'connections' }));
  // Nobody tells of what is pushed.
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

/** The name of the connection whose removal led here, if one did. */
export function removedName(): string | null {
  const { state }: { state: unknown } = window.history;
  if (typeof state !== 'object' || state === null) return null;
  const removed: unknown = Reflect.get(state, 'removed');
  return typeof removed === 'string' ? removed : null;
}
