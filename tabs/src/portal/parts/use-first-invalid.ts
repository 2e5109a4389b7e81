import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

/** What is wrong says so itself, but for the field that picks a person: what is around that one is marked. */
const INVALID = '[aria-invalid="true"], [data-invalid="true"] [role="combobox"]';

/**
 * Leads to the first field of a form that is wrong, once it is drawn so.
 *
 * @see {@link https://www.w3.org/WAI/WCAG22/Understanding/error-identification.html}
 */
export function useFirstInvalid<E extends HTMLElement>(): {
  formRef: RefObject<E | null>;
  leadToInvalid: () => void;
} {
  const formRef = useRef<E>(null);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    if (asked > 0) formRef.current?.querySelector<HTMLElement>(INVALID)?.focus();
  }, [asked]);
  return { formRef, leadToInvalid: useCallback(() => setAsked((count) => count + 1), []) };
}
