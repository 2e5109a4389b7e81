import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible } from '../browser/axe.ts';
import { screenshot } from '../browser/screenshot.ts';
import { arrive, beginVisit, openSchedule, visitIdOf } from './hospital-pages.ts';
import { enterMeeting, launchAsClinician, messagesOf, pickAccount, signInToTeams } from './teams-pages.ts';
import { openWorld, type World } from './world.ts';

/** Until the service tries again after a few failures: its pauses double from a second on. */
const RECOVERED = { timeout: 25_000 };

let world: World;
let clinician: Page;
let board: Page;

beforeAll(async () => {
  world = await openWorld({ settings: { absentAfterMs: 500 } });
  const { clinicians } = world.sandbox.hospital.control.people('epic');
  const okafor = clinicians.find(({ key }) => key === 'okafor');
  await world.provision({
    links: [{ ehrUser: `Practitioner/${okafor?.id}`, entraObjectId: SAMPLE_OIDS.amara }],
  });
  clinician = await world.person();
  await signInToTeams(world, clinician, 'Dr. Amara Okafor');
  board = await world.person({ viewport: { width: 1280, height: 800 } });
  await board.goto(`${world.sandbox.serviceUrl}/tabs/`);
  await board.getByRole('link', { name: 'Sign in with Microsoft' }).click();
  await pickAccount(board, 'Hannah Berg');
  await board.getByText('Live', { exact: true }).waitFor();
});
afterAll(() => world.close());

const hospital = () => world.sandbox.hospital.control;
const cloud = () => world.sandbox.cloud.control;
const told = (visit: string) => world.told('epic', visit).map(({ side, status }) => `${side} ${status}`);
const onBoard = (room: Page): Locator => board.locator(`[data-visit="${visitIdOf(room)}"]`);

async function patient(as: string, visit: string, face: 'epic' | 'plain' = 'epic'): Promise<Page> {
  return arrive(world, { page: await world.person(), as, visit, face });
}

it('sends a clinician whose meeting cannot be opened to a page with a reference, and in at the next launch', async () => {
  cloud().setFault({ target: 'graph', kind: 'down' });
  await openSchedule(world, clinician, 'okafor');
  const failed = await beginVisit(clinician, 'case-conference');
  await failed.getByRole('heading', { name: 'The Teams meeting cannot be opened right now' }).waitFor();
  await failed.getByText('Reference:').waitFor();
  const reference = (await failed.locator('code').textContent()) ?? '';
  expect(reference).not.toBe('');
  expect(world.log.filter((line) => line.includes(reference))).toHaveLength(1);
  await expectAccessible(failed);
  await screenshot(failed, 'meeting-unavailable');
  cloud().clearFaults();
  const launched = await beginVisit(clinician, 'case-conference');
  await launched.waitForURL(/meetup-join/);
  await Promise.all([failed.close(), launched.close()]);
});

it('tells the EHR everything in order, once, when it is back', async () => {
  hospital().setFault({ face: 'epic', area: 'status-service', kind: 'down' });
  const room = await patient('carter', 'carter');
  const line = onBoard(room);
  await room.getByText('Your care team knows you are here.').waitFor();
  await line
    .getByText(/Pending/)
    .first()
    .waitFor();
  await expectAccessible(board);
  await screenshot(board, 'board-while-the-ehr-is-down');
  const meeting = await launchAsClinician(world, { page: clinician, as: 'okafor', visit: 'carter' });
  await enterMeeting(meeting);
  await room.getByRole('heading', { name: 'Your clinician is ready' }).waitFor();
  await room.goto('about:blank');
  await meeting.getByRole('button', { name: 'Leave' }).click();
  await expect.poll(() => line.getByText(/disconnected/).count(), RECOVERED).toBe(2);
  expect(told('carter')).toEqual([]);
  hospital().clearFaults();
  await expect.poll(() => told('carter').length, RECOVERED).toBe(4);
  expect(told('carter').slice(0, 2)).toEqual(['patient connected', 'clinician connected']);
  expect(told('carter').slice(2).sort()).toEqual(['clinician disconnected', 'patient disconnected']);
  expect(world.told('epic', 'carter').map(({ duplicates }) => duplicates)).toEqual([0, 0, 0, 0]);
  await expect.poll(() => line.getByText(/Pending/).count()).toBe(0);
  await meeting.close();
});

it('has one effect where the EHR’s answer was lost after the effect took place', async () => {
  hospital().setFault({ face: 'plain', area: 'fhir-write', kind: 'drop-answer', count: 1 });
  const room = await patient('almeida', 'almeida', 'plain');
  await expect.poll(() => onBoard(room).getByText('Patient connected').count(), RECOVERED).toBe(1);
  await expect
    .poll(
      () =>
        onBoard(room)
          .getByText(/Pending/)
          .count(),
      RECOVERED,
    )
    .toBe(0);
  expect(hospital().faults()).toEqual([]);
  expect(world.told('plain', 'almeida')).toMatchObject([{ status: 'connected', effects: 1 }]);
  await room.context().close();
});

it('brings a parked writeback to the EHR when a coordinator sends it again', async () => {
  hospital().setFault({ face: 'epic', area: 'status-service', kind: 'status', status: 412 });
  const room = await patient('grace', 'leo');
  const again = onBoard(room).getByRole('button', { name: /^Send again/ });
  await again.waitFor();
  await onBoard(room)
    .getByText(/^Not told/)
    .waitFor();
  await expectAccessible(board);
  await screenshot(board, 'board-with-a-parked-writeback');
  expect(told('leo')).toEqual([]);
  hospital().clearFaults();
  await again.click();
  await expect.poll(() => told('leo'), RECOVERED).toEqual(['patient connected']);
  await again.waitFor({ state: 'detached' });
  await room.context().close();
});

it('waits as long as Teams asks, and posts the card once', async () => {
  cloud().setFault({ target: 'connector', kind: '429', count: 1, retryAfterSeconds: 2 });
  const before = messagesOf(world, SAMPLE_OIDS.amara).length;
  const room = await patient('haddad', 'haddad');
  await room.getByText('Your care team knows you are here.').waitFor();
  const { requests } = cloud();
  const [refused, ...next] = requests('connector').slice(
    requests('connector').findIndex(({ fault }) => fault !== null),
  );
  const posted = next.find(({ status }) => status !== null && status < 300);
  expect((posted?.at.getTime() ?? 0) - (refused?.at.getTime() ?? 0)).toBeGreaterThanOrEqual(2_000);
  expect(messagesOf(world, SAMPLE_OIDS.amara)).toHaveLength(before + 1);
  await room.context().close();
});

it('tells the department’s fallback when the clinician has blocked the bot, and shows that it did', async () => {
  cloud().setBotBlocked(SAMPLE_OIDS.amara, true);
  const before = messagesOf(world, SAMPLE_OIDS.coordinator).length;
  const room = await patient('nguyen', 'nguyen');
  await room.getByText('Your care team knows you are here.').waitFor();
  await onBoard(room).getByText('Department fallback').waitFor();
  expect(messagesOf(world, SAMPLE_OIDS.coordinator)).toHaveLength(before + 1);
  await room.context().close();
});

it('has broken nothing on the way', () => {
  expect(world.complaints).toEqual([]);
});
