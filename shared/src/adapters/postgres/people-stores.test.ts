import { afterAll, beforeAll, expect, it } from 'vitest';
import { addMs, HOUR_MS, MINUTE_MS } from '../../domain/kernel/clock.ts';
import type { ClinicianLink } from '../../domain/staff/staff.ts';
import { createTestWorld, type TestOrganization, type TestWorld } from './database.test-support.ts';

const IDLE_MS = 10 * MINUTE_MS;

let world: TestWorld;
let ours: TestOrganization;
beforeAll(async () => {
  world = await createTestWorld();
  ours = await world.organization();
});
afterAll(() => world.close());

const ends = (lastsMs: number) => ({
  idleUntil: addMs(world.clock.now(), IDLE_MS),
  endsAt: addMs(world.clock.now(), lastsMs),
});

it('keeps a session while it is used, and ends it when idle or when its time is over', async () => {
  await ours.in(({ staffSessions }) =>
    staffSessions.open('staff', {
      organizationId: ours.id,
      entraObjectId: 'lee',
      roles: ['Clinician'],
      ...ends(HOUR_MS),
    }),
  );
  const use = () => ours.in(({ staffSessions }) => staffSessions.use('staff', world.clock.now(), IDLE_MS));
  for (let minutes = 0; minutes < 54; minutes += 9) {
    expect((await use())?.entraObjectId).toBe('lee');
    world.clock.advance(9 * MINUTE_MS);
  }
  expect((await use())?.idleUntil).toEqual(addMs(world.clock.now(), 6 * MINUTE_MS));
  world.clock.advance(6 * MINUTE_MS);
  expect(await use()).toBeNull();
});

it('ends a patient session that is idle, and one that is closed; another visit never sees it', async () => {
  const visit = await ours.open('sessions');
  const other = await ours.open('other');
  const session = { organizationId: ours.id, visitId: visit.id, participantId: visit.id };
  await ours.in(async ({ patientSessions }) => {
    await patientSessions.open('one', { ...session, ...ends(HOUR_MS) });
    await patientSessions.open('two', { ...session, ...ends(HOUR_MS) });
  });
  const use = (secret: string, visitId = visit.id) =>
    ours.in(({ patientSessions }) => patientSessions.use(visitId, secret, world.clock.now(), IDLE_MS));
  expect(await use('one', other.id)).toBeNull();
  await ours.in(({ patientSessions }) => patientSessions.close(visit.id, 'two'));
  expect(await use('two')).toBeNull();
  world.clock.advance(IDLE_MS - 1);
  expect(await use('one')).not.toBeNull();
  world.clock.advance(IDLE_MS);
  expect(await use('one')).toBeNull();
});

it('hands a session over to one browser, once and in time', async () => {
  const visit = await ours.open('handed');
  const session = {
    organizationId: ours.id,
    visitId: visit.id,
    participantId: visit.id,
    ...ends(HOUR_MS),
  };
  const expiresAt = addMs(world.clock.now(), MINUTE_MS);
  await ours.in(async ({ patientSessions }) => {
    await patientSessions.offerHandover('raced', session, expiresAt);
    await patientSessions.offerHandover('late', session, expiresAt);
  });
  const take = (code: string) =>
    ours.in(({ patientSessions }) => patientSessions.takeHandover(visit.id, code, world.clock.now()));
  const taken = await Promise.all(Array.from({ length: 10 }, () => take('raced')));
  expect(taken.filter((found) => found !== null)).toEqual([session]);
  world.clock.advance(MINUTE_MS);
  expect(await take('late')).toBeNull();
});

it('links one account to one EHR user, whoever races', async () => {
  const link = (ehrUser: string, entraObjectId: string) =>
    ours.in(({ links }) =>
      links.link({
        connectionId: ours.connection.id,
        ehrUser,
        entraObjectId,
        linkedAt: world.clock.now(),
      }),
    );
  const raced = await Promise.allSettled([
    ...Array.from({ length: 10 }, (_, n) => link('Practitioner/1', `account-${n}`)),
    ...Array.from({ length: 10 }, (_, n) => link(`Practitioner/${n + 10}`, 'account-x')),
  ]);
  const linked = raced.filter((result) => result.status === 'fulfilled').map(({ value }) => value);
  expect(new Set(linked.map(({ ehrUser }) => ehrUser)).size).toBe(2);
  expect(linked).toHaveLength(2);
  for (const result of raced)
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'link-other-account' });
  const [first] = linked as [ClinicianLink];
  expect(await link(first.ehrUser, first.entraObjectId)).toEqual(first);
  expect(await ours.in(({ links }) => links.revoke(first.id, world.clock.now()))).toBe(true);
  expect(await ours.in(({ links }) => links.revoke(first.id, world.clock.now()))).toBe(false);
  expect((await link(first.ehrUser, 'account-new')).entraObjectId).toBe('account-new');
});

it('turns a guest into the clinician who launches, and keeps the EHR identity first given', async () => {
  const visit = await ours.open('guests');
  const join = (role: 'guest' | 'clinician', user: string | null) =>
    ours.in(({ participants }) =>
      participants.join({
        visitId: visit.id,
        role,
        identity: 'entra:lee',
        entraObjectId: 'lee',
        ehr: user === null ? null : { userReference: user, patientId: null },
      }),
    );
  const guest = await join('guest', null);
  const clinician = await join('clinician', 'Practitioner/lee');
  await join('guest', 'Practitioner/other');
  expect(clinician).toEqual({ ...guest, role: 'clinician', knownToEhr: true });
  expect(await ours.in(({ participants }) => participants.ehrIdentity(guest.id))).toEqual({
    userReference: 'Practitioner/lee',
    patientId: null,
  });
});

it('keeps certificates for notifications with their keys sealed, newest first', async () => {
  const { certificates } = world.database;
  const kept = (id: string, createdAt: Date) => ({
    id,
    certificateBase64: 'MII',
    privateKeyPem: `private ${id}`,
    createdAt,
  });
  const older = kept('older', world.clock.now());
  const newer = kept('newer', addMs(world.clock.now(), HOUR_MS));
  await certificates.add(older);
  await certificates.add(newer);
  expect(await certificates.load()).toEqual([newer, older]);
});

it('remembers the language of a person’s Teams, for the organisation alone, until they remove the app', async () => {
  const theirs = await world.organization();
  const of = (organization: TestOrganization, who = 'lee') =>
    organization.in(({ staffLanguages }) => staffLanguages.of(who));
  expect(await of(ours)).toBe('en-US');
  for (const language of ['es-ES', 'zh-CN', 'zh-CN'] as const)
    await ours.in(({ staffLanguages }) => staffLanguages.heard('lee', language));
  expect([await of(ours), await of(ours, 'ada'), await of(theirs)]).toEqual(['zh-CN', 'en-US', 'en-US']);
  await theirs.in(({ staffLanguages }) => staffLanguages.forget('lee'));
  expect(await of(ours)).toBe('zh-CN');
  await ours.in(({ staffLanguages }) => staffLanguages.forget('lee'));
  expect(await of(ours)).toBe('en-US');
});
