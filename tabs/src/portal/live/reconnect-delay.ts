const CEILING_MS = 30_000;

/**
 * How long to wait before connecting again: half fixed, half chance, so that all tabs of a hospital do not come back
 * at once, under a ceiling that doubles from 1 s up to 30 s.
 *
 * @param failures how many attempts in a row have failed, counted from 1.
 * @param random a number in `[0, 1)`.
 * @returns milliseconds, from 500 up to (not including) 30 000.
 */
export function reconnectDelay(failures: number, random: number): number {
  const ceiling = Math.min(CEILING_MS, 1_000 * 2 ** (failures - 1));
  return Math.floor(ceiling / 2 + (random * ceiling) / 2);
}
