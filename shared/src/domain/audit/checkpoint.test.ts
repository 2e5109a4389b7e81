import { expect, it } from 'vitest';
import { type CheckpointStore, createCheckpointing } from './checkpoint.ts';

const progress: Readonly<Record<string, Awaited<ReturnType<CheckpointStore['progress']>>>> = {
  changed: { head: { number: 9, hash: 'i' }, last: { number: 8, hash: 'h' }, hashAtLast: 'other' },
  sound: { head: { number: 9, hash: 'i' }, last: { number: 8, hash: 'h' }, hashAtLast: 'h' },
};

const approval = {
  action: 'revision-approved',
  subject: 'c',
  details: { revision: '1', digest: 'd' },
} as const;

it('signs every sound log though one cannot be read, says that it could not, and compares what serves with each', async () => {
  const signed: string[] = [];
  const misfits: string[] = [];
  const unvouched: string[] = [];
  const checkpointing = createCheckpointing({
    store: {
      organizations: async () => ['broken', 'changed', 'sound'],
      progress: async (id) => {
        const found = progress[id];
        if (found === undefined) throw new Error('statement timeout');
        return found;
      },
      serving: async (id) => {
        const one = { connectionId: 'c', revision: 1, digest: 'd', saysSo: true, isDisabled: false };
        return { serving: [one], recorded: id === 'sound' ? [approval] : [] };
      },
      save: async () => true,
    },
    signer: { sign: async ({ organizationId }) => organizationId },
    clock: { now: () => new Date(0) },
    onSigned: (_, jws) => signed.push(jws),
    onMisfit: (id, number) => misfits.push(`${id} ${number}`),
    onUnvouched: (id, { kind }) => unvouched.push(`${id} ${kind}`),
  });
  await expect(checkpointing.signAll()).rejects.toThrow('1 of the audit logs');
  expect([signed, misfits]).toEqual([['sound'], ['changed 8']]);
  expect(unvouched).toEqual(['broken unapproved', 'changed unapproved']);
});
