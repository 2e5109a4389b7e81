import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contentDigest } from '../../adapters/postgres/content-digest.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../kernel/clock.ts';
import { isDomainError } from '../kernel/domain-error.ts';
import { PROOF_LASTS_MS } from './approval.ts';
import {
  APPROVER,
  authorityOf,
  CONTENT,
  type ConfiguringBench,
  createConfiguringBench,
  FINE,
} from './configuring.test-support.ts';
import { probedOf } from './probe-subject.ts';
import type { Revision } from './revision.ts';

let bench: ConfiguringBench;
beforeAll(async () => {
  bench = await createConfiguringBench();
});
afterAll(() => bench.close());

const APPROVERS = [APPROVER, randomUUID()] as const;
const ADDRESSES = ['https://epic.example/r4', 'https://other.example/r4'] as const;

/** What was seen to happen, kept apart from what the database says. */
interface Seen {
  /** Of each revision by number: what its approver was shown when it was signed in for. */
  readonly shown: Map<string, { readonly content: string; readonly digest: string; readonly at: number }>;
  /** The content that serves by right, as JSON; `null` before the first approval. */
  serves: string | null;
}
interface Real {
  readonly id: string;
  /** An earlier look at the open revision: somebody's page that was not loaded anew. */
  stale: Revision | null;
}
type Step = fc.AsyncCommand<Seen, Real>;

const openOf = (id: string) => bench.organization.in(({ configuration }) => configuration.open(id));
const now = () => bench.world.clock.now().getTime();
const shownKey = (number: number, account: string) => `${number} ${account}`;

/** Refusals are part of the game; anything else that breaks is a bug. */
async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (isDomainError(error)) return null;
    throw error;
  }
}

const step = (name: string, run: (seen: Seen, real: Real) => Promise<unknown>): Step => ({
  check: () => true,
  async run(seen, real) {
    await run(seen, real);
    await servesByRight(seen, real);
  },
  toString: () => name,
});

/** The promise itself. */
async function servesByRight(seen: Seen, { id }: Real): Promise<void> {
  const live = await bench.live(id);
  expect(live === null ? null : JSON.stringify(live.content)).toBe(seen.serves);
  if (live === null) return;
  expect(live).toMatchObject({ state: 'approved', decidedBy: `entra:${live.content.approver}` });
  expect(live.digest).toBe(contentDigest(live.content));
  expect(live.probe?.probed).toEqual(probedOf(live.content));
}

const account = fc.constantFrom(...APPROVERS);
/** Mostly the right one, or nothing would ever come to serve. */
const whoever = fc.constantFrom('named', 'named', 'named', ...APPROVERS);
const accountOf = (who: string, open: Revision) => (who === 'named' ? (open.content.approver ?? '') : who);

async function signIn({ shown }: Seen, { id }: Real, who: string): Promise<void> {
  const open = await openOf(id);
  if (open === null) return;
  const account = accountOf(who, open);
  await bench.prove(id, account);
  const { number, content, digest } = open;
  shown.set(shownKey(number, account), { content: JSON.stringify(content), digest, at: now() });
}

async function approve(seen: Seen, { id }: Real, open: Revision | null, who: string): Promise<void> {
  if (open === null) return;
  const { number, digest } = open;
  const account = accountOf(who, open);
  const approved = await attempt(() => bench.configuring.approve(bench.member(account), id, number, digest));
  if (approved === null) return;
  const shown = seen.shown.get(shownKey(number, account));
  expect(shown?.digest).toBe(digest);
  expect(now() - (shown?.at ?? 0)).toBeLessThanOrEqual(PROOF_LASTS_MS);
  seen.serves = shown?.content ?? null;
}

const towardsApproval: fc.Arbitrary<Step>[] = [
  fc.constant(
    step('write, probe and propose', async (_, { id }) => {
      await attempt(() => bench.propose(id));
    }),
  ),
  whoever.map((who) => step(`sign in ${who}`, (seen, real) => signIn(seen, real, who))),
  fc
    .record({ who: whoever, isStale: fc.boolean() })
    .map(({ who, isStale }) =>
      step(`approve by ${who}${isStale ? ' from an old page' : ''}`, async (seen, real) =>
        approve(seen, real, isStale ? real.stale : await openOf(real.id), who),
      ),
    ),
  account.map((who) =>
    step(`sign in and approve by ${who}`, async (seen, real) => {
      await signIn(seen, real, who);
      await approve(seen, real, await openOf(real.id), who);
    }),
  ),
  fc.constant(
    step('probe, propose, sign in and approve', async (seen, real) => {
      await attempt(() => bench.probe(real.id));
      const open = await openOf(real.id);
      await attempt(() => bench.configuring.propose(bench.admin, real.id, open?.version ?? 1));
      await signIn(seen, real, 'named');
      await approve(seen, real, await openOf(real.id), 'named');
    }),
  ),
];

const astray: fc.Arbitrary<Step>[] = [
  fc
    .record({
      approver: account,
      fhirBaseUrl: fc.constantFrom(...ADDRESSES),
      clientId: fc.constantFrom('a', 'b'),
      isStale: fc.boolean(),
    })
    .map(({ isStale, ...change }) =>
      step(`save ${JSON.stringify(change)}${isStale ? ' from an old page' : ''}`, async (_, real) => {
        const open = isStale ? real.stale : await openOf(real.id);
        const content = { ...CONTENT, ...change };
        await attempt(() =>
          bench.configuring.saveDraft(bench.admin, real.id, {
            version: open?.version ?? null,
            content,
            note: '',
          }),
        );
      }),
    ),
  fc.constantFrom(...ADDRESSES).map((fhirBaseUrl) =>
    step(`probe ${fhirBaseUrl}`, async (_, { id }) => {
      const open = await openOf(id);
      const report = {
        at: bench.world.clock.now(),
        fhirBaseUrl,
        probed: probedOf({ ...CONTENT, fhirBaseUrl }),
        results: [FINE],
        authority: authorityOf(fhirBaseUrl),
      };
      await attempt(() => bench.configuring.keepProbe(bench.organization.id, id, open?.number ?? 1, report));
    }),
  ),
  fc.constant(
    step('look at the page', async (_, real) => {
      real.stale = await openOf(real.id);
    }),
  ),
  fc.boolean().map((isStale) =>
    step(`propose${isStale ? ' from an old page' : ''}`, async (_, real) => {
      const open = isStale ? real.stale : await openOf(real.id);
      await attempt(() => bench.configuring.propose(bench.admin, real.id, open?.version ?? 1));
    }),
  ),
  account.map((who) =>
    step(`reject by ${who}`, async (_, { id }) => {
      const open = await openOf(id);
      if (open === null) return;
      const { number, digest } = open;
      await attempt(() => bench.configuring.reject(bench.member(who), id, number, digest, 'no'));
    }),
  ),
  fc.constant(
    step('withdraw', async (_, { id }) => {
      const open = await openOf(id);
      await attempt(() => bench.configuring.withdraw(bench.admin, id, open?.version ?? 1));
    }),
  ),
  fc.constant(
    step('discard', async (_, { id }) => {
      const open = await openOf(id);
      await attempt(() => bench.configuring.discard(bench.admin, id, open?.version ?? 1));
    }),
  ),
  fc.integer({ min: 1, max: 4 }).map((number) =>
    step(`restore ${number}`, async (_, { id }) => {
      await attempt(() => bench.configuring.restore(bench.admin, id, number));
    }),
  ),
  fc.constantFrom(10 * MINUTE_MS, HOUR_MS, 15 * DAY_MS).map((ms) =>
    step(`${ms / MINUTE_MS} minutes pass`, async () => {
      bench.world.clock.advance(ms);
      await bench.configuring.expireOverdue(bench.organization.id);
    }),
  ),
  fc.boolean().map((isOff) =>
    step(isOff ? 'disable' : 'enable', async (_, { id }) => {
      const { admin, configuring } = bench;
      await attempt(() => (isOff ? configuring.disable(admin, id, '') : configuring.enable(admin, id, '')));
    }),
  ),
];

it('serves nothing but content that its approver approved, signed in for exactly that content', async () => {
  let servings = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.commands([...towardsApproval, ...towardsApproval, ...astray], { maxCommands: 40, size: 'max' }),
      async (commands) => {
        const seen: Seen = { shown: new Map(), serves: null };
        const id = await bench.add();
        await fc.asyncModelRun(() => ({ model: seen, real: { id, stale: null } }), commands);
        if (seen.serves !== null) servings += 1;
      },
    ),
    { numRuns: 100 },
  );
  // Otherwise the promise would be an empty one.
  expect(servings).toBeGreaterThan(20);
}, 120_000);
