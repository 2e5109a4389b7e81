/** How long `work` takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/**
 * Does `work` for every item, so many at a time as `concurrency` says.
 *
 * @returns how long each took, in milliseconds.
 */
export async function timesOf<T>(
  items: readonly T[],
  concurrency: number,
  work: (item: T) => Promise<unknown>,
): Promise<readonly number[]> {
  const rest = items.values();
  const taken: number[] = [];
  const worker = async () => {
    for (const item of rest) taken.push(await timed(() => work(item)));
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return taken;
}

/**
 * Does `work` over and over for so many seconds, so many at a time as `concurrency` says.
 *
 * @returns how often a second.
 */
export async function ratePerSecond(
  seconds: number,
  concurrency: number,
  work: () => Promise<unknown>,
): Promise<number> {
  const begun = performance.now();
  const until = begun + seconds * 1_000;
  let done = 0;
  const worker = async () => {
    while (performance.now() < until) {
      await work();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return done / ((performance.now() - begun) / 1_000);
}

/** Looks again and again until it holds. @throws {Error} after `limitMs`. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  limitMs = 60_000,
): Promise<void> {
  const limit = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > limit) throw new Error(`In ${limitMs / 1_000} s it did not come about: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
