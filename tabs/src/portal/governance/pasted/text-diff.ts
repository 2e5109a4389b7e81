/** A stretch of text that both have, or only what is expected, or only what was found. */
export interface DiffPart {
  readonly of: 'both' | 'expected' | 'found';
  readonly text: string;
}

/** Above this many comparisons, what lies between the same beginning and end is taken as wholly different. */
const MOST_COMPARISONS = 250_000;

/** Of texts that have less in common, letters that happen to be the same say nothing. */
const LEAST_COMMON = 0.5;

/** What has to be taken from and added to `expected` to arrive at `found`, character by character. */
export function textDiff(expected: string, found: string): readonly DiffPart[] {
  const [left, right] = [[...expected], [...found]];
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < shorter - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end += 1;
  const middle = differing(left.slice(start, left.length - end), right.slice(start, right.length - end));
  return joined([
    { of: 'both', text: left.slice(0, start).join('') },
    ...middle,
    { of: 'both', text: left.slice(left.length - end).join('') },
  ]);
}

function differing(left: readonly string[], right: readonly string[]): readonly DiffPart[] {
  const whole: readonly DiffPart[] = [
    { of: 'expected', text: left.join('') },
    { of: 'found', text: right.join('') },
  ];
  if (left.length * right.length > MOST_COMPARISONS) return whole;
  const lengths = commonLengths(left, right);
  if ((lengths[0]?.[0] ?? 0) < LEAST_COMMON * Math.max(left.length, right.length)) return whole;
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0;
  const parts: DiffPart[] = [];
  let [row, column] = [0, 0];
  while (row < left.length || column < right.length) {
    const [one, other] = [left[row], right[column]];
    if (one !== undefined && one === other) {
      parts.push({ of: 'both', text: one });
      row += 1;
      column += 1;
    } else if (one !== undefined && (other === undefined || at(row + 1, column) >= at(row, column + 1))) {
      parts.push({ of: 'expected', text: one });
      row += 1;
    } else {
      parts.push({ of: 'found', text: other ?? '' });
      column += 1;
    }
  }
  return parts;
}

/** Lengths of the longest common subsequence of what is left of both, from each place on. */
function commonLengths(left: readonly string[], right: readonly string[]): readonly (readonly number[])[] {
  const rows: number[][] = [new Array<number>(right.length + 1).fill(0)];
  for (const one of left.toReversed()) {
    const below = rows.at(-1) ?? [];
    const row = new Array<number>(right.length + 1).fill(0);
    for (let column = right.length - 1; column >= 0; column -= 1) {
      row[column] =
        one === right[column]
          ? (below[column + 1] ?? 0) + 1
          : Math.max(below[column] ?? 0, row[column + 1] ?? 0);
    }
    rows.push(row);
  }
  return rows.reverse();
}

function joined(parts: readonly DiffPart[]): readonly DiffPart[] {
  const whole: DiffPart[] = [];
  for (const part of parts) {
    const last = whole.at(-1);
    if (part.text === '') continue;
    if (last?.of === part.of) whole[whole.length - 1] = { of: part.of, text: last.text + part.text };
    else whole.push(part);
  }
  return whole;
}

const VISIBLE: Readonly<Record<string, string>> = {
  ' ': '␣',
  '\u00a0': '⍽',
  '\t': '⇥',
  '\n': '↵',
  '\r': '↵',
};

/** Blanks as signs that can be seen; those without any width by their number. */
export function withVisibleBlanks(text: string): string {
  return text.replaceAll(
    /[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g,
    (blank) =>
      VISIBLE[blank] ?? `[U+${(blank.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
  );
}
