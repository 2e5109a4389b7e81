import { useCallback, useContext, useEffect, useEffectEvent, useRef } from 'react';
import { type GuardPlace, LeaveGuardContext } from '../shell/leave-guard.ts';

const TEXT =
  'input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable=true]';
const DIALOG = '[role=dialog], [role=alertdialog]';

/**
 * Whether somebody has the hands on the page: has written what is not saved, is in a text or a choice, or in a dialog.
 *
 * @param onFree called whenever that may be over.
 */
export function useHands(onFree: () => void): {
  readonly isBusy: () => boolean;
  /** For a `LeaveGuardProvider` around what may be written in; passes everything on. */
  readonly guard: GuardPlace;
} {
  const outer = useContext(LeaveGuardContext);
  const isUnsaved = useRef(false);
  const isBusy = useCallback(
    () =>
      isUnsaved.current ||
      document.activeElement?.matches(TEXT) === true ||
      document.querySelector(DIALOG) !== null,
    [],
  );
  const freed = useEffectEvent(() => {
    if (!isBusy()) onFree();
  });
  useEffect(() => {
    let timer = 0;
    // While the focus is on its way, it is nowhere.
    const soon = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => freed());
    };
    document.addEventListener('focusout', soon);
    document.addEventListener('focusin', soon);
    // A dialog may be gone only after the focus has left it.
    const dialogs = new MutationObserver(soon);
    dialogs.observe(document.body, { childList: true, subtree: true });
    return () => {
      dialogs.disconnect();
      window.clearTimeout(timer);
      document.removeEventListener('focusout', soon);
      document.removeEventListener('focusin', soon);
    };
  }, []);
  const guard = useCallback<GuardPlace>(
    (unsaved) => {
      isUnsaved.current = unsaved !== null;
      outer(unsaved);
    },
    [outer],
  );
  return { isBusy, guard };
}
