import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible } from '../browser/axe.ts';
import { screenshot } from '../browser/screenshot.ts';
import { beginVisit, openPortal, openSchedule, visitIdOf, visitLine } from './hospital-pages.ts';
import {
  admit,
  appChat,
  cards,
  enterLobby,
  enterMeeting,
  followJoin,
  messagesOf,
  openChats,
  pickAccount,
  sees,
} from './teams-pages.ts';
import { openWorld, type World } from './world.ts';

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };
/** What the issue asks for is a second; the rest is for a machine that does ten other things. */
const AT_ONCE_MS = 3_000;

let world: World;
let clinician: Page;
let schedule: Page;
let chat: Page;
let tab: Page;
let board: Page;
let patient: Page;
let room: Page;
let clinicianInTeams: Page;
let patientInTeams: Page;

beforeAll(async () => {
  world = await openWorld();
  clinician = await world.person({ viewport: DESK });
  patient = await world.person({ viewport: PHONE, isMobile: true, hasTouch: true });
});
afterAll(() => world.close());

const heading = (name: string) => room.getByRole('heading', { level: 1, name });
const inTab = () => tab.frameLocator('iframe');
const visitOn = (place: { locator(selector: string): Locator }) =>
  place.locator(`[data-visit="${visitIdOf(room)}"]`);

/** Shown on every open board, the tab in Teams and the browser window, from `since` on soon enough. */
async function boardsShow(text: string | RegExp, since: number): Promise<void> {
  await Promise.all([inTab(), board].map((place) => visitOn(place).getByText(text).first().waitFor()));
  expect(Date.now() - since, `${text} on every open board`).toBeLessThan(AT_ONCE_MS);
}

/** The one card of the clinician's chat says it. */
async function cardShows(text: string | RegExp): Promise<void> {
  await cards(chat).getByText(text).first().waitFor();
  expect(await cards(chat).count()).toBe(1);
  expect(messagesOf(world, SAMPLE_OIDS.amara)).toHaveLength(1);
}

it('asks a clinician for the Microsoft account the first time, and shows both identities', async () => {
  schedule = clinician;
  await openSchedule(world, schedule, 'okafor');
  await screenshot(schedule, 'hospital-schedule');
  const launch = await beginVisit(schedule, 'haddad');
  await pickAccount(launch, 'Dr. Amara Okafor');
  await launch.getByRole('heading', { name: 'Are both of these you?' }).waitFor();
  await launch.getByText('amara.okafor@riverside.example').waitFor();
  await launch.getByText('Dr Amara Okafor').waitFor();
  await expectAccessible(launch);
  await screenshot(launch, 'both-identities');
  await launch.getByRole('button', { name: 'Yes, link them and join' }).click();
  await launch.waitForURL(/meetup-join/);
  await launch.close();
});

it('shows the clinician’s visits in Teams, and a coordinator’s in a plain browser window', async () => {
  chat = await clinician.context().newPage();
  await openChats(world, chat);
  await chat.getByText('No chats yet.').waitFor();
  tab = await clinician.context().newPage();
  await tab.goto(`${world.sandbox.cloud.url}/teams`);
  await tab.getByRole('navigation', { name: 'Teams' }).getByRole('link', { name: 'Apps' }).click();
  await inTab().getByRole('heading', { name: 'Visits today' }).waitFor();
  board = await world.person({ viewport: DESK });
  await board.goto(`${world.sandbox.serviceUrl}/tabs/`);
  await board.getByRole('link', { name: 'Sign in with Microsoft' }).waitFor();
  await expectAccessible(board);
  await board.getByRole('link', { name: 'Sign in with Microsoft' }).click();
  await pickAccount(board, 'Hannah Berg');
  await board.getByText(/^All visits of/).waitFor();
  for (const place of [inTab(), board]) await place.getByText('Live', { exact: true }).waitFor();
  await expectAccessible(board);
});

it('takes the patient from the portal into the waiting room by one press, and tells the clinician at once', async () => {
  await openPortal(world, patient, 'carter');
  await screenshot(patient, 'patient-portal');
  room = await beginVisit(patient, 'carter');
  const arrivedAt = heading('You are in the waiting room').waitFor().then(Date.now);
  const toldAt = appChat(chat).getByText('1 unread message').waitFor().then(Date.now);
  const tookMs = (await toldAt) - (await arrivedAt);
  process.stdout.write(`From the waiting room to the card: ${tookMs} ms.\n`);
  expect(tookMs).toBeLessThan(AT_ONCE_MS);
  await boardsShow('Waiting', await arrivedAt);
  await appChat(chat).click();
  await cardShows('Patient is waiting');
  await cardShows(/^In the waiting room since \d/);
  expect(JSON.stringify(messagesOf(world, SAMPLE_OIDS.amara))).not.toMatch(/Carter|Eleanor|meetup-join/);
  await room.getByText('Your care team knows you are here.').waitFor();
  await expectAccessible(room);
  await expectAccessible(board);
  await expectAccessible(tab, { within: 'iframe' });
  await screenshot(room, 'waiting-room', { fullPage: true });
  await screenshot(chat, 'arrival-card');
  await screenshot(tab, 'tab-in-teams');
});

it('lets the patient try camera, microphone, sound and connection meanwhile', async () => {
  await room.getByRole('button', { name: 'Test camera and microphone' }).click();
  await room.getByText('Your camera works.').waitFor();
  await room.getByText('We hear you: your microphone works.').waitFor();
  await room.getByRole('button', { name: 'Play a sound' }).click();
  await room.getByRole('button', { name: 'Yes', exact: true }).click();
  await room.getByText('Your sound works.').waitFor();
  await room.getByRole('button', { name: 'Test connection' }).click();
  await room.getByText(/^Download .+, upload /).waitFor();
  await expectAccessible(room);
  await screenshot(room, 'device-test', { fullPage: true });
  await room.getByRole('button', { name: 'Turn off camera and microphone' }).click();
});

it('takes the clinician straight into the meeting by the card, and offers it to the patient', async () => {
  await visitLine(schedule, 'carter').getByText('Connected: Eleanor Carter').waitFor();
  clinicianInTeams = await beginVisit(schedule, 'carter');
  // Linked before: nobody is asked for anything.
  await clinicianInTeams.waitForURL(/meetup-join/);
  await enterMeeting(clinicianInTeams);
  const enteredAt = Date.now();
  await heading('Your clinician is ready').waitFor();
  const join = room.getByRole('link', { name: 'Join now' });
  await expect.poll(() => join.evaluate((link) => link === document.activeElement)).toBe(true);
  await boardsShow('In the meeting', enteredAt);
  await expectAccessible(room);
  await screenshot(room, 'join-offered');
});

it('has the patient wait in the lobby until the clinician admits', async () => {
  patientInTeams = await followJoin(room);
  await enterLobby(patientInTeams, 'Eleanor');
  const knockedAt = Date.now();
  await heading('You are in the lobby').waitFor();
  await boardsShow('In the lobby', knockedAt);
  await cardShows('Patient is in the meeting’s lobby');
  await expectAccessible(room);
  await screenshot(patientInTeams, 'patient-in-the-lobby');
  await screenshot(clinicianInTeams, 'clinician-admits');
  await admit(clinicianInTeams, 'Eleanor');
  await heading('You are in the meeting').waitFor();
  await cardShows('Patient is in the meeting');
  await expectAccessible(room);
});

it('lets both see each other', async () => {
  await Promise.all([sees(clinicianInTeams, 'Eleanor'), sees(patientInTeams, 'Dr. Amara Okafor')]);
  await screenshot(clinicianInTeams, 'meeting');
  await visitLine(schedule, 'carter').getByText('Connected: Dr Amara Okafor').waitFor();
  await screenshot(schedule, 'schedule-who-is-connected');
  await screenshot(board, 'coordinators-board');
});

it('brings the patient back who drops out of the meeting', async () => {
  await patientInTeams.getByRole('button', { name: 'Leave' }).click();
  await heading('You have left the meeting').waitFor();
  await cardShows('Patient is waiting');
  await expectAccessible(room);
  await screenshot(room, 'patient-may-return');
  patientInTeams = await followJoin(room, 'Return to the meeting');
  await enterLobby(patientInTeams, 'Eleanor');
  await admit(clinicianInTeams, 'Eleanor');
  await sees(patientInTeams, 'Dr. Amara Okafor');
});

it('ends everywhere when the clinician ends the meeting', async () => {
  await clinicianInTeams.getByRole('button', { name: 'End meeting' }).click();
  const endedAt = Date.now();
  await heading('Your visit has ended').waitFor();
  await boardsShow('Ended', endedAt);
  await cardShows('Visit has ended');
  expect(await cards(chat).getByRole('link', { name: 'Join' }).count()).toBe(0);
  await expectAccessible(room);
  await expectAccessible(board);
  await screenshot(room, 'visit-ended');
  await screenshot(chat, 'card-at-the-end');
});

it('has told the EHR, in order, once', async () => {
  const line = visitLine(schedule, 'carter');
  for (const name of ['Eleanor Carter', 'Dr Amara Okafor'])
    await line.getByText(`Disconnected: ${name}`).waitFor();
  const told = world.told('epic', 'carter').map(({ side, status }) => `${side} ${status}`);
  expect(told.slice(0, 2)).toEqual(['patient connected', 'clinician connected']);
  expect(told.slice(2).sort()).toEqual(['clinician disconnected', 'patient disconnected']);
  expect(world.told('epic', 'carter').map(({ duplicates }) => duplicates)).toEqual([0, 0, 0, 0]);
  await line.getByText('Visit timeline').click();
  await expect.poll(() => line.getByRole('listitem').filter({ hasText: 'connected' }).count()).toBe(6);
  await screenshot(schedule, 'schedule-after-the-visit');
});

it('has broken nothing on the way', () => {
  expect(world.complaints).toEqual([]);
});
