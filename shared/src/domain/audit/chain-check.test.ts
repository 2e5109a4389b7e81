import fc from 'fast-check';
import { expect, it } from 'vitest';
import { auditHash } from '../../adapters/postgres/audit-hash.ts';
import { type ChainToCheck, checkChain, type StoredEntry } from './chain-check.ts';

const organizationId = '5a4d0000-0000-4000-8000-000000000001';
const at = new Date('2026-03-02T09:00:00Z');

type Said = Pick<StoredEntry, 'actor' | 'action' | 'subject' | 'details'>;
type Chain = readonly StoredEntry[];

const said: fc.Arbitrary<Said> = fc.record({
  actor: fc.constantFrom('entra:ada', 'entra:lee', 'service'),
  action: fc.constantFrom('settings-changed', 'signed-in'),
  subject: fc.constantFrom('a', 'b'),
  details: fc.dictionary(fc.constantFrom('reason', 'revision'), fc.string({ maxLength: 3 })),
});

/** Links what is said into a chain that fits, as the service does and a forger may. */
function chained(entries: readonly Said[]): Chain {
  const chain: StoredEntry[] = [];
  for (const [index, entry] of entries.entries()) {
    const { actor, action, subject, details } = entry;
    const number = index + 1;
    const previousHash = chain.at(-1)?.hash ?? null;
    const unhashed = {
      organizationId,
      number,
      at: at.toISOString(),
      actor,
      action,
      subject,
      details,
      previousHash,
    };
    chain.push({ ...unhashed, hash: auditHash(unhashed) });
  }
  return chain;
}

const pointOf = (chain: Chain) => {
  const last = chain.at(-1);
  return { number: last?.number ?? 0, hash: last?.hash ?? null };
};
const checkpointOf = (chain: Chain, source: 'database' | 'log' = 'database') => {
  const { number, hash } = pointOf(chain);
  return { source, number, signed: { organizationId, number, hash: hash ?? '', at } };
};
const kindsOf = async (chain: Chain, given: Partial<ChainToCheck>) =>
  (
    await checkChain({
      entries: chain,
      head: pointOf(chain),
      checkpoints: [],
      keptSince: at,
      hashOf: auditHash,
      ...given,
    })
  ).map(({ kind }) => kind);

type Tampering = (entries: Said[]) => Said[];
const position = fc.nat({ max: 30 });
const tampering: fc.Arbitrary<Tampering> = fc.oneof(
  fc.tuple(position, said).map(
    ([n, entry]): Tampering =>
      (all) =>
        all.with(n % all.length, entry),
  ),
  fc.tuple(position, said).map(
    ([n, entry]): Tampering =>
      (all) =>
        all.toSpliced(n % (all.length + 1), 0, entry),
  ),
  position.map(
    (n): Tampering =>
      (all) =>
        all.toSpliced(n % all.length, 1),
  ),
  position.map(
    (n): Tampering =>
      (all) =>
        all.slice(0, n % all.length),
  ),
  fc.tuple(position, position).map(
    ([n, m]): Tampering =>
      (all) => {
        const [a, b] = [all[n % all.length], all[m % all.length]];
        return a === undefined || b === undefined ? all : all.with(n % all.length, b).with(m % all.length, a);
      },
  ),
);

it('finds whatever was done to entries under a checkpoint, though all hashes were made to fit again', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(said, { minLength: 1, maxLength: 12 }),
      fc.array(tampering, { minLength: 1, maxLength: 3 }),
      async (entries, tamperings) => {
        const honest = chained(entries);
        const forged = chained(
          tamperings.reduce<Said[]>((all, tamper) => (all.length === 0 ? all : tamper(all)), entries),
        );
        // Whatever comes behind the checkpoint is for the next one.
        const isAsItWas = JSON.stringify(forged.slice(0, honest.length)) === JSON.stringify(honest);
        const kinds = await kindsOf(forged, { checkpoints: [checkpointOf(honest)] });
        expect(kinds.length === 0, kinds.join()).toBe(isAsItWas);
      },
    ),
  );
});

it('finds nothing wrong with what is honest, however it was cut and signed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(said, { minLength: 1, maxLength: 12 }),
      fc.uniqueArray(fc.nat({ max: 11 }), { minLength: 1 }),
      async (entries, signedAt) => {
        const chain = chained(entries);
        const ends = signedAt.map((index) => (index % entries.length) + 1);
        const checkpoints = ends.flatMap((end) => [
          checkpointOf(chain.slice(0, end)),
          checkpointOf(chain.slice(0, end), 'log'),
        ]);
        expect(await kindsOf(chain, { checkpoints })).toEqual([]);
        // What the owner leaves after shortening it up to a checkpoint.
        const anchor = Math.min(...ends);
        const kept = checkpoints.filter(({ source, number }) => source === 'log' || number >= anchor);
        const keptSince = new Date(at.getTime() + 1);
        expect(await kindsOf(chain.slice(anchor - 1), { checkpoints: kept, keptSince })).toEqual([]);
      },
    ),
  );
});

it('knows an empty log from one that was emptied', async () => {
  const chain = chained([{ actor: 'service', action: 'signed-in', subject: 'a', details: {} }]);
  expect(await kindsOf([], { head: null })).toEqual([]);
  expect(await kindsOf([], { head: pointOf(chain) })).toEqual(['truncated']);
  expect(await kindsOf([], { head: null, checkpoints: [checkpointOf(chain)] })).toEqual(['truncated']);
  expect(await kindsOf(chain, { head: null })).toEqual(['head-differs']);
});
