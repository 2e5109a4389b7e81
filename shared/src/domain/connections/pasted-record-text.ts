import type { PasteCode } from './pasted-record-finding.ts';

/** Text with what copying does to it undone, and a code for each thing that was undone. */
export interface RepairedText {
  readonly text: string;
  readonly faults: readonly PasteCode[];
}

/** Blanks of every width, line breaks, and characters that are not seen at all. */
const SPACE = /[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/;
const SPACES = new RegExp(SPACE.source, 'g');
const OUTER_SPACES = new RegExp(`^${SPACE.source}+|${SPACE.source}+$`, 'g');
const OUTER_PUNCTUATION = /^[?&"'`<]+|["'`>,]+$/g;
/** The escapes of characters that context tokens consist of. */
const ESCAPES: Readonly<Record<string, string>> = {
  '%20': ' ',
  '%25': '%',
  '%26': '&',
  '%3b': ';',
  '%3d': '=',
};

export const withoutSpaces = (text: string): string => text.replaceAll(SPACES, '');
export const spacesOf = (text: string): readonly string[] => text.match(SPACES) ?? [];
/** What an EHR replaces when it launches, such as `%CSN%`, with Epic's format behind a semicolon. */
export const isMacro = (text: string): boolean => /^%[A-Z]{1,40}(;[A-Z; ]{0,40})?%$/.test(text);
export const isBlank = (text: string): boolean => withoutSpaces(text) === '';

/** One context token. Blanks within are left alone: some belong to it. */
export function repairedToken(raw: string): RepairedText {
  return repaired(raw, [
    ['typographic-character', asTyped],
    ['stray-space', (text) => text.replaceAll(OUTER_SPACES, '')],
    ['stray-character', (text) => text.replaceAll(OUTER_PUNCTUATION, '')],
    ['encoded-token', (text) => text.replaceAll(/%[0-9a-f]{2}/gi, unescaped)],
  ]);
}

/** An address or an id: no blank belongs to either. */
export function repairedWord(raw: string): RepairedText {
  return repaired(raw, [
    ['typographic-character', asTyped],
    ['stray-space', withoutSpaces],
    ['stray-character', (text) => text.replaceAll(OUTER_PUNCTUATION, '')],
  ]);
}

type Repair = readonly [fault: PasteCode, repair: (text: string) => string];

function repaired(raw: string, repairs: readonly Repair[]): RepairedText {
  return repairs.reduce<RepairedText>(
    ({ text, faults }, [fault, repair]) => {
      const next = repair(text);
      return { text: next, faults: next === text ? faults : [...faults, fault] };
    },
    { text: raw, faults: [] },
  );
}

/** As typed on a keyboard, before a word processor made it prettier: quotes, dashes, characters of full width. */
function asTyped(text: string): string {
  return text
    .replaceAll(/[“”„‟«»″]/g, '"')
    .replaceAll(/[‘’‚‛′´]/g, "'")
    .replaceAll(/[‐‑‒–—−]/g, '-')
    .replaceAll('…', '...')
    .replaceAll(/[！-～]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0));
}

const unescaped = (sequence: string): string => ESCAPES[sequence.toLowerCase()] ?? sequence;
