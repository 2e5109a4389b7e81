/** At most two letters that stand for a person or an app. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word) && !word.endsWith('.'));
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
  return ((words[0]?.[0] ?? '?') + last).toUpperCase();
}
