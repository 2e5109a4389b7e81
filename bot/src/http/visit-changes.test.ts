import { expect, it, vi } from 'vitest';
import { coalesced, parseVisitChange } from './visit-changes.ts';

it('reads what the database notifies with, and nothing else', () => {
  expect(parseVisitChange('org:visit:7')).toEqual({ organizationId: 'org', visitId: 'visit', version: 7 });
  for (const payload of ['', 'org', 'org:visit', '::', 'org::7'])
    expect(parseVisitChange(payload)).toBeNull();
});

it('refreshes one at a time, and once more for however many changes came meanwhile', async () => {
  const ends: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const changed = coalesced(
    async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => ends.push(resolve));
      running -= 1;
    },
    () => undefined,
  );
  expect(ends.length).toBe(1);
  for (let count = 0; count < 5; count += 1) changed();
  expect(ends.length).toBe(1);
  ends[0]?.();
  await vi.waitUntil(() => ends.length === 2);
  ends[1]?.();
  await vi.waitUntil(() => running === 0);
  expect([ends.length, most]).toEqual([2, 1]);
  changed();
  expect(ends.length).toBe(3);
});

it('says when it failed, and goes on with the next change', async () => {
  const failed = vi.fn();
  const refresh = vi.fn().mockRejectedValueOnce(new Error('away')).mockResolvedValue(undefined);
  const changed = coalesced(refresh, failed);
  await vi.waitUntil(() => failed.mock.calls.length === 1);
  changed();
  expect(refresh).toHaveBeenCalledTimes(2);
});
