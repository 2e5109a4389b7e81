import { expect, it } from 'vitest';
import { groupCommit } from './group-commit.ts';

/** A store whose transactions end when they are told to. */
function heldStore() {
  const groups: { items: readonly string[]; end: (error?: Error) => void }[] = [];
  const store = (items: readonly string[]) =>
    new Promise<readonly string[]>((resolve, reject) => {
      const end = (error?: Error) =>
        error === undefined ? resolve(items.map((item) => `${item}!`)) : reject(error);
      groups.push({ items, end });
    });
  return { groups, add: groupCommit<string, string>((item) => item[0] ?? '', store) };
}

it('stores at once what comes alone, and together what comes meanwhile', async () => {
  const { groups, add } = heldStore();
  const answers = [add('a1'), add('a2'), add('a3')];
  expect(groups.map(({ items }) => items)).toEqual([['a1']]);
  groups[0]?.end();
  expect(await answers[0]).toBe('a1!');
  await expect.poll(() => groups[1]?.items).toEqual(['a2', 'a3']);
  groups[1]?.end();
  expect(await Promise.all(answers)).toEqual(['a1!', 'a2!', 'a3!']);
  const later = add('a4');
  expect(groups[2]?.items).toEqual(['a4']);
  groups[2]?.end();
  expect(await later).toBe('a4!');
});

it('keeps groups apart: one does not wait for another', async () => {
  const { groups, add } = heldStore();
  const answers = [add('a1'), add('b1')];
  expect(groups.map(({ items }) => items)).toEqual([['a1'], ['b1']]);
  groups[1]?.end();
  expect(await answers[1]).toBe('b1!');
  groups[0]?.end();
  expect(await answers[0]).toBe('a1!');
});

it('stores one by one what failed together, so that one spoils no other, and goes on', async () => {
  const stored: string[] = [];
  let calls = 0;
  const add = groupCommit<string, string>(
    () => 'all',
    async (items) => {
      calls += 1;
      await Promise.resolve();
      if (items.includes('poison')) throw new Error('cannot be stored');
      stored.push(...items);
      return items;
    },
  );
  const answers = await Promise.allSettled([add('first'), add('before'), add('poison'), add('after')]);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect(stored).toEqual(['first', 'before', 'after']);
  expect(calls).toBe(5);
  expect(await add('next')).toBe('next');
});

it('never stores more together than a transaction may hold', async () => {
  const sizes: number[] = [];
  const add = groupCommit<number, number>(
    () => 'all',
    async (items) => {
      sizes.push(items.length);
      return items;
    },
  );
  await Promise.all(Array.from({ length: 251 }, (_, index) => add(index)));
  expect(sizes).toEqual([1, 100, 100, 50]);
});
