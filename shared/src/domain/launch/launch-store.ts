import type { PendingLaunch } from './launch.ts';

export interface LaunchStore {
  begin(stateDigest: string, launch: PendingLaunch): Promise<void>;
  /** Takes the launch of this state, once: a second call finds nothing. */
  take(stateDigest: string): Promise<PendingLaunch | null>;
}
