import { expect, it } from 'vitest';
import { type CheckpointStore, createCheckpointing } from './checkpoint.ts';

const progress: Readonly<Record<string, Awaited<ReturnType<CheckpointStore['progress']>>>> = {
  changed: { head: { number: 9, hash: 'i' }, last: { number: 8, hash: 'h' }, hashAtLast: 'other' },
  sound: { head: { number: 9, hash: 'i' }, last: { number: 8, hash: 'h' }, hashAtLast: 'h' },
};

it('signs every sound log though one cannot be read, and says that it could not', async () => {
  const signed: string[] = [];
  const misfits: string[] = [];
  const checkpointing = createCheckpointing({
    store: {
      organizations: async () => ['broken', 'changed', 'sound'],
      progress: async (id) => {
        const found = progress[id];
        if (found === undefined) throw new Error('statement timeout');
        return found;
      },
      save: async () => true,
    },
    signer: { sign: async ({ organizationId }) => organizationId },
    clock: { now: () => new Date(0) },
    onSigned: (_, jws) => signed.push(jws),
    onMisfit: (id, number) => misfits.push(`${id} ${number}`),
  });
  await expect(checkpointing.signAll()).rejects.toThrow('1 of the audit logs');
  expect([signed, misfits]).toEqual([['sound'], ['changed 8']]);
});
