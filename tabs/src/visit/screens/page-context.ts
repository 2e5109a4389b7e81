import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Answer } from '../api/answer.ts';
import type { BrowserKind } from '../browser/browser-kind.ts';
import type { Format } from '../messages/format.ts';
import type { Locale } from '../messages/locale.ts';
import type { Messages } from '../messages/messages.ts';

/** A link to this visit that works once. */
export interface HandoverLink {
  readonly url: string;
  readonly expiresAt: string;
}

/** What can be done about the visit the page belongs to. */
export interface VisitActions {
  /** The person has pressed a link into the meeting; the browser opens it. */
  joined(): void;
  retry(): void;
  /** Ends the visit on this device; false when that failed. */
  leave(): Promise<boolean>;
  makeHandoverLink(): Promise<Answer<HandoverLink>>;
}

/** What every part of the page may need: its words, the browser it is in, and what it can have done. */
export interface PageContext {
  readonly text: Messages;
  readonly locale: Locale;
  readonly format: Format;
  readonly browser: BrowserKind;
  readonly nowMs: () => number;
  readonly chooseLanguage: (locale: Locale) => void;
  /** Null on the device test, which belongs to no visit. */
  readonly visit: VisitActions | null;
}

export const Page = createContext<PageContext | null>(null);

export function usePage(): PageContext {
  const page = useContext(Page);
  if (page === null) throw new Error('drawn outside of the page');
  return page;
}

export function useVisitActions(): VisitActions {
  const { visit } = usePage();
  if (visit === null) throw new Error('drawn on a page without a visit');
  return visit;
}
