import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS } from '../kernel/clock.ts';
import { type ConfiguringBench, createConfiguringBench } from './configuring.test-support.ts';

let bench: ConfiguringBench;
beforeAll(async () => {
  bench = await createConfiguringBench();
});
afterAll(() => bench.close());

const set = async (id: string, state: 'waiting' | 'active') =>
  bench.configuring.setRegistration(bench.admin, id, (await bench.open(id)).version, state);

describe('a draft that begins with what serves', () => {
  it('knows that the client is active, and what was found at the address', async () => {
    const id = await bench.add();
    await bench.write(id);
    const { registration } = await set(id, 'active');
    const { probe } = await bench.approve(id);
    bench.world.clock.advance(HOUR_MS);
    expect(await bench.write(id)).toMatchObject({ number: 2, registration, probe });
  });

  it('knows it also where nobody had noted it: the approver has signed in through this client', async () => {
    const id = await bench.add();
    const { decidedAt } = await bench.approve(id);
    bench.world.clock.advance(HOUR_MS);
    expect((await bench.write(id)).registration).toEqual({ state: 'active', since: decidedAt });
  });

  it.each([
    ['client', { clientId: 'another' }],
    ['address', { fhirBaseUrl: 'https://other.example/r4' }],
  ])('begins anew with another %s', async (_, change) => {
    const id = await bench.add();
    await bench.approve(id);
    expect((await bench.write(id, change)).registration.state).toBe('to-register');
  });

  it('knows nothing of the sign-in that Oracle Health does not ask for', async () => {
    const id = await bench.add('oracle-health');
    await bench.propose(id, { approver: null });
    expect((await bench.write(id, { approver: null })).registration.state).toBe('to-register');
  });
});

it('goes on waiting for the EHR in a draft that corrects what was rejected', async () => {
  const id = await bench.add();
  await bench.write(id);
  const { registration } = await set(id, 'waiting');
  const { number, digest, probe } = await bench.propose(id);
  await bench.configuring.reject(bench.approver, id, number, digest, 'no');
  bench.world.clock.advance(HOUR_MS);
  expect(await bench.write(id)).toMatchObject({ number: 2, registration, probe });
});

it('comes along with an earlier revision, as it is of its client by now; what was found then does not', async () => {
  const id = await bench.add('oracle-health');
  await bench.propose(id, { approver: null });
  await bench.write(id, { approver: null });
  const { registration } = await set(id, 'active');
  await bench.propose(id, { approver: null });
  expect(await bench.live(id)).toMatchObject({ number: 2 });
  expect(await bench.configuring.restore(bench.admin, id, 1)).toMatchObject({ registration, probe: null });
});

it('is no other’s: what is taken on to production is registered there anew', async () => {
  const id = await bench.add();
  await bench.approve(id);
  const promoted = await bench.configuring.promote(bench.admin, id, { kind: 'new', name: 'production' });
  expect((await bench.open(promoted)).registration.state).toBe('to-register');
});

it('is that of production itself where a connection there takes over what was tested', async () => {
  const id = await bench.add();
  await bench.approve(id);
  const target = await bench.add('epic', 'production');
  await bench.approve(target, { clientId: 'of-production' });
  await bench.configuring.promote(bench.admin, id, { kind: 'existing', connectionId: target });
  expect((await bench.open(target)).registration.state).toBe('active');
});

describe('a client that is active', () => {
  it('is not before it has an id', async () => {
    const id = await bench.add();
    await bench.write(id, { clientId: '' });
    await expect(set(id, 'active')).rejects.toMatchObject({ code: 'request-invalid' });
    await expect(set(id, 'waiting')).resolves.toMatchObject({ registration: { state: 'waiting' } });
  });

  it('is none any more when it gets another id; who waits goes on waiting', async () => {
    const id = await bench.add();
    await bench.write(id);
    await set(id, 'active');
    expect((await bench.write(id, { clientId: '' })).registration.state).toBe('to-register');
    await set(id, 'waiting');
    expect((await bench.write(id, { clientId: 'mended' })).registration.state).toBe('waiting');
  });

  it('may be registered before the address of the EHR is written down', async () => {
    const id = await bench.add();
    await bench.write(id, { fhirBaseUrl: '' });
    await set(id, 'active');
    expect((await bench.write(id)).registration.state).toBe('active');
  });
});
