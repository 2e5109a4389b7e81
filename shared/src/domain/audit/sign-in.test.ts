import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestWorld, type TestWorld } from '../../adapters/postgres/database.test-support.ts';
import { DAY_MS, HOUR_MS } from '../kernel/clock.ts';
import { auditBrowserSignIn, auditTabSignIn } from './sign-in.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

it('is recorded each time in a browser, and once for each person and day in the tab', async () => {
  const organization = await world.organization();
  const person = (entraObjectId: string) => ({
    organizationId: organization.id,
    entraObjectId,
    roles: [],
    displayName: 'Never stored',
  });
  const tab = (who: string) =>
    organization.in(({ audit }) => auditTabSignIn(audit, person(who), world.clock.now()));
  const browser = (who: string) =>
    organization.in(({ audit }) => auditBrowserSignIn(audit, person(who), world.clock.now()));

  await Promise.all([tab('ada'), tab('ada'), tab('ada'), tab('lee'), browser('ada'), browser('ada')]);
  world.clock.advance(DAY_MS - (world.clock.now().getTime() % DAY_MS) - 1);
  await tab('ada');
  world.clock.advance(1);
  await tab('ada');
  world.clock.advance(HOUR_MS);
  await tab('ada');

  const entries = await organization.in(({ auditReader }) =>
    auditReader.page({ before: null, limit: 100, action: 'signed-in' }),
  );
  const said = entries.map(({ actor, details }) => `${actor} ${details.by}`).toSorted();
  expect(said).toEqual([
    'entra:ada browser',
    'entra:ada browser',
    'entra:ada tab',
    'entra:ada tab',
    'entra:lee tab',
  ]);
  expect(entries.every(({ subject }) => subject === organization.id)).toBe(true);
  expect(JSON.stringify(entries)).not.toContain('Never stored');
});
