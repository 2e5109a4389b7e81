import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createTestWorld,
  type TestOrganization,
  type TestWorld,
} from '../../adapters/postgres/database.test-support.ts';
import { createCardDelivery } from '../arrivals/card-delivery.ts';
import type { StaffChat } from '../arrivals/staff-chat.ts';
import { HOUR_MS } from '../kernel/clock.ts';
import { refused, retryLater, sent } from '../kernel/delivery.ts';
import { createDelivering, type Deliverers } from './delivering.ts';
import { cardEffect, roomEffect } from './effect.ts';

let world: TestWorld;
let ours: TestOrganization;
beforeAll(async () => {
  world = await createTestWorld();
  ours = await world.organization();
});
afterAll(() => world.close());

const signal = AbortSignal.timeout(60_000);
const unexpected = async () => {
  throw new Error('not asked for');
};
const delivering = (deliverers: Partial<Deliverers>) =>
  createDelivering({
    deliverers: {
      room: unexpected,
      card: unexpected,
      fact: unexpected,
      notice: unexpected,
      share: unexpected,
      ...deliverers,
    },
    inTransaction: world.database.inTransaction,
    clock: world.clock,
    jitter: () => 0.999,
  });
const claimOne = async () => {
  const [entry] = await world.database.outboxClaims.claim(1, 15_000);
  if (entry === undefined) throw new Error('nothing is due');
  return entry;
};

async function roomOf(key: string) {
  const visit = await ours.open(key);
  await ours.in(({ outbox }) => outbox.add([roomEffect(visit.id, '1')]));
  return visit;
}

it('tries again, ever later, until patience ends, then parks what failed with its reason', async () => {
  const visit = await roomOf('patience');
  const { deliver } = delivering({ room: async () => ({ delivery: retryLater('503') }) });
  const begun = world.clock.now().getTime();
  const outcomes: string[] = [];
  while (outcomes.at(-1) !== 'parked') {
    const next = await world.database.outboxClaims.nextDueAt();
    world.clock.advance(Math.max(0, (next?.getTime() ?? 0) - world.clock.now().getTime()));
    outcomes.push(await deliver(await claimOne(), signal));
  }
  expect(outcomes.slice(0, -1).every((outcome) => outcome === 'retry')).toBe(true);
  expect(outcomes.length).toBeGreaterThan(20);
  expect(world.clock.now().getTime() - begun).toBeLessThanOrEqual(2 * HOUR_MS);
  const [entry] = await ours.in(({ outbox }) => outbox.ofVisit(visit.id));
  expect(entry).toMatchObject({ state: 'parked', lastAnswer: '503' });
});

it('settles nothing, and saves nothing, when another replica has claimed the entry meanwhile', async () => {
  const visit = await roomOf('fenced');
  const slow = await claimOne();
  world.clock.advance(15_000);
  const { deliver } = delivering({
    room: async () => ({
      delivery: sent('ready'),
      after: async ({ visits }) => visits.saveRoom(visit.id, { meetingId: `of attempt ${slow.attempts}` }),
    }),
  });
  const successor = await claimOne();
  expect(await deliver(slow, signal)).toBe('lost');
  expect((await ours.in(({ visits }) => visits.get(visit.id)))?.room.meetingId).toBeNull();
  expect(await deliver(successor, signal)).toBe('sent');
  expect((await ours.in(({ visits }) => visits.get(visit.id)))?.room.meetingId).toBe('of attempt 1');
});

it('counts a bug as a failed attempt, so that it ends parked and visible, and still throws it', async () => {
  const visit = await roomOf('bug');
  const { deliver } = delivering({ room: unexpected });
  await expect(deliver(await claimOne(), signal)).rejects.toThrow('not asked for');
  const [entry] = await ours.in(({ outbox }) => outbox.ofVisit(visit.id));
  expect(entry).toMatchObject({ state: 'pending', lastAnswer: 'broke off' });
  world.clock.advance(HOUR_MS);
  const after = delivering({ room: async () => ({ delivery: refused('gone') }) });
  expect(await after.deliver(await claimOne(), signal)).toBe('parked');
});

it('tells the fallback, once, when a person cannot be reached; then updates its card in place', async () => {
  const visit = await ours.open('unreachable');
  const now = world.clock.now();
  const show = { state: 'waiting', since: now, waitedMinutes: 0 } as const;
  await ours.in(async ({ arrivals, outbox, participants }) => {
    const patient = await participants.join({
      visitId: visit.id,
      role: 'patient',
      identity: 'ehr:1',
      entraObjectId: null,
      ehr: null,
    });
    const arrival = await arrivals.begin({
      visitId: visit.id,
      participantId: patient.id,
      segment: 1,
      ordinal: 1,
      at: now,
      goneAt: null,
      card: show,
    });
    for (const entraObjectId of ['blocked', 'uninstalled']) {
      const card = await arrivals.addCard(arrival.id, visit.id, { kind: 'person', entraObjectId });
      await outbox.add([cardEffect(visit.id, card.id, show)]);
    }
  });
  const posted: string[] = [];
  const updated: string[] = [];
  const chat: StaffChat = {
    post: async ({ recipient }) => {
      posted.push(recipient.kind);
      if (recipient.kind === 'person') return refused('blocked');
      return { posted: { conversationId: '19:x', serviceUrl: 'https://x', activityId: 'activity' } };
    },
    update: async ({ content }) => {
      updated.push(content.show.state);
      return sent('updated');
    },
  };
  const card = createCardDelivery({
    inTransaction: world.database.inTransaction,
    chat,
    clock: world.clock,
    joinUrl: (id) => `/join/${id}`,
  });
  const { deliver } = delivering({ card });
  const persons = [await claimOne(), await claimOne()];
  expect(await Promise.all(persons.map((entry) => deliver(entry, signal)))).toEqual(['parked', 'parked']);
  expect(await deliver(await claimOne(), signal)).toBe('sent');
  expect(posted.toSorted()).toEqual(['fallback-conversation', 'person', 'person']);
  const cards = await ours.in(({ arrivals }) => arrivals.cardsOfVisit(visit.id, 1));
  const fallback = cards.find(({ recipient }) => recipient.kind === 'fallback-conversation');
  expect(fallback?.posted?.activityId).toBe('activity');
  await ours.in(async ({ arrivals, outbox }) => {
    const [arrival] = await arrivals.ofSegment(visit.id, 1);
    if (!arrival || !fallback) throw new Error('no arrival');
    const inMeeting = { ...show, state: 'in-meeting' } as const;
    const left = { ...show, state: 'left' } as const;
    await arrivals.save({ ...arrival, card: left });
    const effects = [inMeeting, left].map((state) => cardEffect(visit.id, fallback.id, state));
    await outbox.add(effects);
  });
  // What has been overtaken is not drawn any more.
  expect([await deliver(await claimOne(), signal), await deliver(await claimOne(), signal)]).toEqual([
    'sent',
    'sent',
  ]);
  expect(updated).toEqual(['left']);
});

it('helps out with the fallback after a minute of passing failures, and goes on trying the person', async () => {
  const visit = await ours.open('throttled');
  const now = world.clock.now();
  const show = { state: 'waiting', since: now, waitedMinutes: 0 } as const;
  await ours.in(async ({ participants, arrivals, outbox }) => {
    const identity = { role: 'patient', identity: 'ehr:2', entraObjectId: null, ehr: null } as const;
    const patient = await participants.join({ visitId: visit.id, ...identity });
    const begun = {
      visitId: visit.id,
      participantId: patient.id,
      segment: 1,
      ordinal: 1,
      at: now,
      goneAt: null,
    };
    const arrival = await arrivals.begin({ ...begun, card: show });
    const card = await arrivals.addCard(arrival.id, visit.id, { kind: 'person', entraObjectId: 'throttled' });
    await outbox.add([cardEffect(visit.id, card.id, show)]);
  });
  const chat: StaffChat = { post: async () => retryLater('429', 30_000), update: unexpected };
  const { inTransaction } = world.database;
  const card = createCardDelivery({
    inTransaction,
    chat,
    clock: world.clock,
    joinUrl: (id) => `/join/${id}`,
  });
  const { deliver } = delivering({ card });
  const recipients = async () => {
    const cards = await ours.in(({ arrivals }) => arrivals.cardsOfVisit(visit.id, 1));
    return cards.map(({ recipient }) => recipient.kind).toSorted();
  };
  expect(await deliver(await claimOne(), signal)).toBe('retry');
  world.clock.advance(31_000);
  expect(await deliver(await claimOne(), signal)).toBe('retry');
  expect(await recipients()).toEqual(['person']);
  world.clock.advance(31_000);
  expect(await deliver(await claimOne(), signal)).toBe('retry');
  expect(await recipients()).toEqual(['fallback-conversation', 'person']);
});
