/**
 * How long to wait before asking again: a ceiling that doubles from one second to fifteen, with the upper
 * half of it left to chance, so that a hospital's patients do not all return in the same instant.
 *
 * @param failures how many attempts in a row have failed, counted from 1.
 * @param random a number in `[0, 1)`.
 * @returns milliseconds, from 500 to 15 000.
 */
export function retryDelayMs(failures: number, random: number): number {
  const ceiling = Math.min(15_000, 1000 * 2 ** (failures - 1));
  return ceiling / 2 + (ceiling / 2) * random;
}
