import { createContext, type ReactNode, useContext, useEffect, useId, useMemo, useState } from 'react';

interface Clipboard {
  /** Whose value was copied last; null once something else may have been. */
  readonly holder: string | null;
  readonly hold: (holder: string | null) => void;
}

const ClipboardContext = createContext<Clipboard>({ holder: null, hold: () => undefined });

/** Remembers what of the page was copied last: no two of its buttons say that theirs is in the clipboard. */
export function ClipboardProvider({ children }: { children: ReactNode }) {
  const [holder, hold] = useState<string | null>(null);
  useEffect(() => {
    const copiedByHand = () => hold(null);
    document.addEventListener('copy', copiedByHand);
    document.addEventListener('cut', copiedByHand);
    return () => {
      document.removeEventListener('copy', copiedByHand);
      document.removeEventListener('cut', copiedByHand);
    };
  }, []);
  return <ClipboardContext value={useMemo(() => ({ holder, hold }), [holder])}>{children}</ClipboardContext>;
}

/** Whether what was copied last is of this place, and the way to say so. */
export function useClipboard(): { isHeld: boolean; hold: (isHeld: boolean) => void } {
  const id = useId();
  const { holder, hold } = useContext(ClipboardContext);
  return { isHeld: holder === id, hold: (isHeld) => hold(isHeld ? id : null) };
}
