import { afterEach, expect, it } from 'vitest';
import { freePort, isFree, PortTakenError, type ReservedPort, reserveBlock, reservePort } from './ports.ts';

const host = '127.0.0.1';
const held: ReservedPort[] = [];
const hold = async (port: number, on = host) => {
  const reserved = await reservePort(port, on);
  held.push(reserved);
  return reserved;
};
afterEach(async () => {
  for (const reserved of held.splice(0)) await reserved.release();
});

/** The first of four ports in a row that nobody uses. */
async function quietPlace(): Promise<number> {
  const port = await freePort(host);
  const free = await Promise.all([1, 2, 3].map((offset) => isFree(port + offset, host)));
  return free.every(Boolean) ? port : quietPlace();
}

it('knows a port that is taken from one that is free', async () => {
  const port = await freePort(host);
  expect(await isFree(port, host)).toBe(true);
  const reserved = await hold(port);
  expect(await isFree(port, host)).toBe(false);
  await expect(reservePort(port, host)).rejects.toThrow(PortTakenError);
  await reserved.release();
  expect(await isFree(port, host)).toBe(true);
});

it('counts an address that this machine does not have as not free', async () => {
  expect(await isFree(0, '203.0.113.7')).toBe(false);
});

it('takes the first block when nobody has any of it', async () => {
  const first = await quietPlace();
  const block = await reserveBlock({ first, step: 2, hosts: [[host], [host]] });
  held.push(block);
  expect(block.port).toBe(first);
});

it.each([0, 1])('moves on when port %d of the block is taken', async (offset) => {
  const first = await quietPlace();
  await hold(first + offset);
  const block = await reserveBlock({ first, step: 2, hosts: [[host], [host]] });
  held.push(block);
  expect(block.port).toBe(first + 2);
});

it('gives two who search at the same time different blocks', async () => {
  const first = await quietPlace();
  const blocks = await Promise.all(
    [1, 2].map(() => reserveBlock({ first, step: 2, hosts: [[host], [host]] })),
  );
  held.push(...blocks);
  expect(new Set(blocks.map(({ port }) => port)).size).toBe(2);
});
