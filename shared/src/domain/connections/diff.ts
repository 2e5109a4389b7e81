/** One place in which two values differ. */
export interface Difference {
  /** `writeback.url`, `organizers`, `shares[<tenant>].departments`. */
  readonly path: string;
  /** `null` where there was nothing. */
  readonly before: unknown;
  readonly after: unknown;
}

/** What tells the members of a list apart, where they are more than plain values. */
const KEYS = ['ehrId', 'tenantId'] as const;

/**
 * Where two contents of a revision, or two settings, differ, in the order of `after`.
 *
 * Lists of plain values count as one value, and their order says nothing; members of other lists are compared by their
 * key.
 */
export function differences(before: unknown, after: unknown): readonly Difference[] {
  return between('', before, after);
}

function between(path: string, before: unknown, after: unknown): readonly Difference[] {
  if (isSame(before, after)) return [];
  const left = membersOf(before);
  const right = membersOf(after);
  // Another kind of writeback is another thing altogether, and told as one.
  if (left === null || right === null || left.get('kind') !== right.get('kind'))
    return [{ path, before: before ?? null, after: after ?? null }];
  const isList = Array.isArray(before) || Array.isArray(after);
  return [...new Set([...right.keys(), ...left.keys()])].flatMap((key) =>
    between(isList ? `${path}[${key}]` : withKey(path, key), left.get(key), right.get(key)),
  );
}

const withKey = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/** @returns `null` for what is compared as a whole. */
function membersOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (Array.isArray(value)) {
    const keyed = value.map((member) => [keyOf(member), member] as const);
    return keyed.every((entry): entry is readonly [string, unknown] => entry[0] !== null)
      ? new Map(keyed)
      : null;
  }
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : null;
}

function keyOf(member: unknown): string | null {
  if (typeof member !== 'object' || member === null) return null;
  for (const [name, value] of Object.entries(member)) {
    if (KEYS.some((key) => key === name)) return String(value);
  }
  return null;
}

function isSame(before: unknown, after: unknown): boolean {
  if (Array.isArray(before) && Array.isArray(after)) {
    if (before.length !== after.length) return false;
    const rest = [...after];
    return before.every((member) => {
      const index = rest.findIndex((other) => isSame(member, other));
      if (index >= 0) rest.splice(index, 1);
      return index >= 0;
    });
  }
  if (Array.isArray(before) || Array.isArray(after)) return false;
  const left = membersOf(before);
  const right = membersOf(after);
  if (left === null || right === null) return (before ?? null) === (after ?? null);
  return [...new Set([...left.keys(), ...right.keys()])].every((key) =>
    isSame(left.get(key), right.get(key)),
  );
}
