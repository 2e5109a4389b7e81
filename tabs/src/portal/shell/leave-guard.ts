import { createContext, useContext, useEffect, useEffectEvent } from 'react';
import type { Route } from './route.ts';

/** What would be lost if one went elsewhere now. */
export interface Unsaved {
  /** Whether nothing is lost by going there. */
  readonly staysAt: (next: Route) => boolean;
  /** @returns whether it was saved. */
  readonly save: () => Promise<boolean>;
  /** Leads to what could not be saved, once nobody is asked any more; without it the focus goes back to where it was. */
  readonly lead?: () => void;
}

export type GuardPlace = (unsaved: Unsaved | null) => void;

export const LeaveGuardContext = createContext<GuardPlace>(() => undefined);

export const LeaveGuardProvider = LeaveGuardContext.Provider;

/** Has the user asked before something unsaved is left behind, also by closing the page. */
export function useLeaveGuard(isUnsaved: boolean, unsaved: Unsaved): void {
  const guard = useContext(LeaveGuardContext);
  const staysAt = useEffectEvent(unsaved.staysAt);
  const save = useEffectEvent(unsaved.save);
  const lead = useEffectEvent(() => unsaved.lead?.());
  const leads = unsaved.lead !== undefined;
  useEffect(() => {
    if (!isUnsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    guard({
      staysAt: (next) => staysAt(next),
      save: () => save(),
      ...(leads && { lead: () => lead() }),
    });
    return () => {
      window.removeEventListener('beforeunload', warn);
      guard(null);
    };
  }, [isUnsaved, leads, guard]);
}
