import { expect, it } from 'vitest';
import { planAddresses, USUAL_PORT } from './address-plan.ts';
import { freePort, isFree, PortTakenError, reservePort } from './ports.ts';

it('holds the service port until it is released', async () => {
  const plan = await planAddresses('any');
  expect(await isFree(plan.servicePort, '127.0.0.1')).toBe(false);
  await plan.releaseServicePort();
  expect(await isFree(plan.servicePort, '127.0.0.1')).toBe(true);
});

it('takes four ports in a row, and the next block when somebody has one of them', async () => {
  const plans = [await planAddresses('usual'), await planAddresses('usual')];
  const [first = 0, second = 0] = plans.map(({ servicePort }) => servicePort);
  expect((first - USUAL_PORT) % 10).toBe(0);
  expect(second).toBeGreaterThan(first);
  for (const { servicePort, cloudPort, hospitalPort, postgresPort, releaseServicePort } of plans) {
    expect([cloudPort, hospitalPort, postgresPort]).toEqual([1, 2, 3].map((offset) => servicePort + offset));
    await releaseServicePort();
  }
});

it('takes the port that was asked for, or none', async () => {
  const wanted = await freePort('127.0.0.1');
  const plan = await planAddresses(wanted);
  expect(plan.servicePort).toBe(wanted);
  expect(plan.cloudPort).toBeGreaterThan(wanted);
  await expect(planAddresses(wanted)).rejects.toThrow(PortTakenError);
  await plan.releaseServicePort();
});

it('releases a port even while somebody knocks at it', async () => {
  const reserved = await reservePort(0, '127.0.0.1');
  await expect(fetch(`http://127.0.0.1:${reserved.port}`)).rejects.toThrow();
  await reserved.release();
});
