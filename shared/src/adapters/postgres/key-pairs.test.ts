import { expect, it } from 'vitest';
import { keyPairsBetweenRuns } from './key-pairs.ts';

it('has as many pairs for a run as it wants, and asks for each of them once', async () => {
  const pairs = keyPairsBetweenRuns();
  const run = async () => [await pairs.take('ES384'), await pairs.take('ES384'), await pairs.take('ES384')];
  for (let wanted = 0; wanted < 3; wanted += 1) {
    const error = await run().catch((thrown: unknown) => thrown);
    expect(await pairs.made(error)).toBe(true);
  }
  expect(new Set((await run()).map(({ kid }) => kid)).size).toBe(3);
  expect(await pairs.made(new Error('of something else'))).toBe(false);
});
