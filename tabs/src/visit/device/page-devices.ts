import { browserTimers } from '../api/timers.ts';
import { measureConnection } from './connection-test.ts';
import { createDeviceChecks, type DeviceChecks } from './device-checks.ts';
import type { Device } from './media-problem.ts';
import { createSound } from './sound.ts';

/** The device checks on this browser's own devices. */
export function createPageDevices(deps: { window: Window; onChange: () => void }): DeviceChecks {
  const { window } = deps;
  const sound = createSound({
    requestFrame: (run) => window.requestAnimationFrame(run),
    cancelFrame: (id) => window.cancelAnimationFrame(id),
    timers: browserTimers,
  });
  window.document.addEventListener('pointerdown', sound.unlock, { once: true });
  window.document.addEventListener('keydown', sound.unlock, { once: true });
  return createDeviceChecks({
    // Typed as always there, but hidden from pages without https and from some web views.
    mediaDevices: window.navigator.mediaDevices as MediaDevices | undefined,
    permission: rememberedPermission,
    sound,
    measure: () =>
      measureConnection({
        fetch: (...request) => fetch(...request),
        nowMs: () => performance.now(),
        timers: browserTimers,
      }),
    onChange: deps.onChange,
  });
}

/** Whether the test may begin unasked: no prompt would come up. */
export async function isMediaAllowed(): Promise<boolean> {
  const answers = await Promise.all([rememberedPermission('camera'), rememberedPermission('microphone')]);
  return answers.every((answer) => answer === 'granted');
}

/** What the browser remembers of a permission; null where it will not say (older Safari and Firefox). */
async function rememberedPermission(device: Device): Promise<PermissionState | null> {
  try {
    const status = await navigator.permissions.query({ name: device as PermissionName });
    return status.state;
  } catch {
    // A browser that does not know the name throws a TypeError: it keeps no such memory.
    return null;
  }
}
