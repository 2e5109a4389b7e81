import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MINUTE_MS } from '../../domain/kernel/clock.ts';
import type { NewEffect } from '../../domain/outbox/effect.ts';
import type { ClaimedEntry } from '../../domain/outbox/outbox-store.ts';
import type { Visit } from '../../domain/visits/visit.ts';
import { createTestWorld, type TestOrganization, type TestWorld } from './database.test-support.ts';

const LEASE_MS = 15_000;

let world: TestWorld;
let ours: TestOrganization;
let theirs: TestOrganization;
let visits: readonly Visit[];
beforeAll(async () => {
  world = await createTestWorld();
  ours = await world.organization();
  theirs = await world.organization();
  visits = [await ours.open('csn-1'), await theirs.open('csn-1')];
});
afterAll(() => world.close());

let lines = 0;
const newLine = () => `line:${++lines}`;
const effect = (line: string, step: number, visit = visits[0]): NewEffect => ({
  key: `${line}:${step}`,
  visitId: visit?.id ?? '',
  line,
  effect: { kind: 'room', visitId: visit?.id ?? '' },
});
const add = (...effects: readonly NewEffect[]) => ours.in(({ outbox }) => outbox.add(effects));
const settle = (entry: ClaimedEntry, state: 'sent' | 'parked') =>
  world.database.inTransaction(entry.organizationId, ({ outbox }) =>
    outbox.settle(entry, { state, answer: state }),
  );
const claim = () => world.database.outboxClaims.claim(100, LEASE_MS);
const sendAll = async () => {
  for (let entries = await claim(); entries.length > 0; entries = await claim()) {
    for (const entry of entries) await settle(entry, 'sent');
  }
};

it('adds an effect once, however often its cause is repeated', async () => {
  const line = newLine();
  await Promise.all([add(effect(line, 1)), add(effect(line, 1)), add(effect(line, 1), effect(line, 2))]);
  const [first, ...others] = (await claim()).filter((entry) => entry.line === line);
  expect([first?.attempts, others]).toEqual([1, []]);
  await sendAll();
  expect((await claim()).length).toBe(0);
  if (first !== undefined) expect(await settle(first, 'sent')).toBe(true);
  await sendAll();
  const all = await ours.in(({ outbox }) => outbox.ofVisit(visits[0]?.id ?? ''));
  expect(all.filter((entry) => entry.line === line).map(({ state }) => state)).toEqual(['sent', 'sent']);
});

it('gives the head of a line only, to one claimer only, until its lease has run out', async () => {
  const line = newLine();
  await add(effect(line, 1), effect(line, 2));
  const replicas = [world.database, world.replica(), world.replica()];
  const claims = await Promise.all(replicas.map(({ outboxClaims }) => outboxClaims.claim(10, LEASE_MS)));
  expect(claims.flat().map((entry) => entry.attempts)).toEqual([1]);
  expect(await world.database.outboxClaims.nextDueAt()).toEqual(
    new Date(world.clock.now().getTime() + LEASE_MS),
  );
  world.clock.advance(LEASE_MS - 1);
  expect(await claim()).toEqual([]);
  world.clock.advance(1);
  const [again] = await claim();
  expect([again?.line, again?.attempts]).toEqual([line, 2]);
  await sendAll();
  const [slow] = claims.flat();
  if (slow === undefined || again === undefined) throw new Error('nothing was claimed');
  // The slow replica comes back after its successor has claimed: nothing of what it says counts.
  expect(await settle(slow, 'parked')).toBe(false);
  expect(await settle(again, 'sent')).toBe(true);
  expect(await settle(again, 'sent')).toBe(false);
  await sendAll();
});

it('claims for every organisation, each entry in the name of its own', async () => {
  await add(effect(newLine(), 1));
  await theirs.in(({ outbox }) => outbox.add([effect(newLine(), 1, visits[1])]));
  const claimed = await claim();
  expect(claimed.map(({ organizationId, visitId }) => `${organizationId} ${visitId}`).toSorted()).toEqual(
    visits.map(({ organizationId, id }) => `${organizationId} ${id}`).toSorted(),
  );
  for (const entry of claimed) await settle(entry, 'sent');
});

it('does not wait for, nor take, what another is claiming at this moment', async () => {
  const [held, free] = [newLine(), newLine()];
  await add(effect(held, 1), effect(free, 1));
  const due = await ours.in(async ({ outbox }) => {
    const entries = await outbox.ofVisit(visits[0]?.id ?? '');
    const entry = entries.find(({ line }) => line === held);
    // An uncommitted change of the row holds its lock.
    await outbox.settle(
      { id: entry?.id ?? '', attempts: 0 },
      { state: 'pending', answer: '', nextAttemptAt: world.clock.now() },
    );
    return await claim();
  });
  expect(due.map(({ line }) => line)).toEqual([free]);
  for (const entry of due) await settle(entry, 'sent');
  await sendAll();
});

it('holds the line behind a parked head, and goes on in order once it is sent again', async () => {
  const [stuck, other] = [newLine(), newLine()];
  await add(effect(stuck, 1), effect(stuck, 2), effect(other, 1));
  const [head, beside] = (await claim()).toSorted((a, b) => Number(a.id) - Number(b.id));
  if (head === undefined || beside === undefined) throw new Error('nothing was claimed');
  await settle(head, 'parked');
  await settle(beside, 'sent');
  world.clock.advance(60 * MINUTE_MS);
  expect(await claim()).toEqual([]);
  expect(await world.database.outboxClaims.nextDueAt()).toBeNull();
  expect(await ours.in(({ outbox }) => outbox.unpark(head.id))).toBe(true);
  expect(await ours.in(({ outbox }) => outbox.unpark(head.id))).toBe(false);
  const [again] = await claim();
  expect([again?.id, again?.attempts, again?.firstTriedAt]).toEqual([head.id, 2, world.clock.now()]);
  if (again) await settle(again, 'sent');
  const [next] = await claim();
  expect(next?.effect).toEqual(effect(stuck, 2).effect);
  if (next) await settle(next, 'sent');
});

it('loses, doubles and reorders nothing, whatever crashes when', { timeout: 120_000 }, async () => {
  const replicas = [world.database, world.replica(), world.replica()];
  const Happening = fc.record({
    replica: fc.nat({ max: 2 }),
    does: fc.constantFrom('add', 'claim', 'claim', 'deliver', 'deliver', 'deliver', 'crash', 'wait', 'retry'),
    line: fc.nat({ max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(Happening, { minLength: 20, maxLength: 60 }), async (happenings) => {
      const run = newLine();
      const added = new Map<string, string[]>();
      const settled = new Map<string, string[]>();
      const held = replicas.map(() => [] as ClaimedEntry[]);
      const keyOf = new Map<string, string>();
      const finish = async (entry: ClaimedEntry) => {
        if (await settle(entry, 'sent'))
          settled.set(entry.line, [...(settled.get(entry.line) ?? []), keyOf.get(entry.id) ?? '']);
      };
      for (const { replica, does, line: index } of happenings) {
        const line = `${run}:${index}`;
        const own = held[replica] ?? [];
        const entry = own[0];
        if (does === 'add') {
          const step = effect(line, added.get(line)?.length ?? 0);
          await add(step);
          added.set(line, [...(added.get(line) ?? []), step.key]);
          const rows = await ours.in(({ outbox }) => outbox.ofVisit(step.visitId ?? ''));
          keyOf.set(rows.at(-1)?.id ?? '', step.key);
        } else if (does === 'claim') {
          own.push(...((await replicas[replica]?.outboxClaims.claim(2, LEASE_MS)) ?? []));
        } else if (does === 'deliver' && entry !== undefined) {
          own.shift();
          await finish(entry);
        } else if (does === 'retry' && entry !== undefined) {
          own.shift();
          const nextAttemptAt = new Date(world.clock.now().getTime() + 1_000);
          await ours.in(({ outbox }) =>
            outbox.settle(entry, { state: 'pending', answer: '503', nextAttemptAt }),
          );
        } else if (does === 'crash') {
          held[replica] = [];
        } else if (does === 'wait') {
          world.clock.advance(LEASE_MS / 2);
        }
      }
      world.clock.advance(10 * MINUTE_MS);
      for (let entries = await claim(); entries.length > 0; entries = await claim()) {
        for (const entry of entries) await finish(entry);
      }
      expect(settled).toEqual(added);
    }),
    { numRuns: 25 },
  );
});
