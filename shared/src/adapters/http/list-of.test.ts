import { expect, it } from 'vitest';
import { z } from 'zod';
import { listOf } from './list-of.ts';

const Names = listOf(z.object({ name: z.string() }));

it('takes a list whose members all are of the form, and nothing else of them', () => {
  expect(Names.parse([{ name: 'a', born: 1970 }, { name: 'b' }])).toEqual([{ name: 'a' }, { name: 'b' }]);
  expect(Names.parse([])).toEqual([]);
  for (const none of ['a', { 0: { name: 'a' } }, null, undefined, [{ name: 'a' }, 'b']])
    expect(Names.safeParse(none).success).toBe(false);
});

it('says once that it is none, however many members are wrong', () => {
  const nested = z.object({ lists: listOf(Names) });
  const wrong = Array.from({ length: 200_000 }, () => 0);
  expect(nested.safeParse({ lists: [wrong, wrong] }).error?.issues).toMatchObject([{ path: ['lists'] }]);
});
