import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createTestWorld,
  type TestOrganization,
  type TestWorld,
} from '../../adapters/postgres/database.test-support.ts';
import { sent } from '../kernel/delivery.ts';
import { createDelivering } from '../outbox/delivering.ts';
import { noticeEffect } from '../outbox/effect.ts';
import { createNoticeDelivery } from './notice-delivery.ts';
import type { StaffNotices } from './staff-notices.ts';

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

it('tells each person once of an occasion, in the organisation’s tenant, and in their language, and names who did it', async () => {
  const told: Parameters<StaffNotices['tell']>[0][] = [];
  const delivering = createDelivering({
    deliverers: {
      room: unexpected,
      card: unexpected,
      fact: unexpected,
      share: unexpected,
      notice: createNoticeDelivery({
        inTransaction: world.database.inTransaction,
        directory: {
          names: async (tenantId, ids) =>
            new Map(tenantId === ours.tenantId && ids.includes('priya') ? [['priya', 'Priya Raman']] : []),
        },
        teller: {
          tell: async (request) => {
            told.push(request);
            return sent('told');
          },
        },
      }),
    },
    inTransaction: world.database.inTransaction,
    clock: world.clock,
    jitter: () => 0,
  });
  const to = (entraObjectId: string, by: string | null = 'priya') => ({
    entraObjectId,
    connectionId: ours.connection.id,
    notice: { kind: 'rejected', connectionName: 'Epic', reason: 'wrong server', by } as const,
  });
  const occasion = `rejected:${ours.connection.id}:1`;
  for (const who of ['ada', 'lee', 'ada'])
    await ours.in(({ outbox }) => outbox.add([noticeEffect(occasion, to(who))]));
  for (const by of [null, 'nobody-we-know'])
    await ours.in(({ outbox }) => outbox.add([noticeEffect(`${occasion}:${by}`, to('ada', by))]));
  await ours.in(({ staffLanguages }) => staffLanguages.heard('lee', 'zh-CN'));
  for (const entry of await world.database.outboxClaims.claim(10, 15_000))
    expect(await delivering.deliver(entry, signal)).toBe('sent');
  expect(told.map(({ signal: _, ...request }) => request)).toEqual([
    { ...to('ada'), byName: 'Priya Raman', tenantId: ours.tenantId, language: 'en-US' },
    { ...to('lee'), byName: 'Priya Raman', tenantId: ours.tenantId, language: 'zh-CN' },
    ...[null, 'nobody-we-know'].map((by) => ({
      ...to('ada', by),
      byName: null,
      tenantId: ours.tenantId,
      language: 'en-US',
    })),
  ]);
});
