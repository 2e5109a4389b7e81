import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import type { LaunchOrder } from '@ehr-connector/sandbox/hospital/control/launches.ts';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../browser/axe.ts';
import { screenshot } from '../browser/screenshot.ts';
import { arrive, beginVisit, openPortal, visitIdOf, visitLine } from './hospital-pages.ts';
import {
  admit,
  endMeeting,
  enterLobby,
  enterMeeting,
  followJoin,
  launchAsClinician,
  messagesOf,
  pickAccount,
  signInToTeams,
} from './teams-pages.ts';
import { openWorld, type World } from './world.ts';

const WEB_VIEW =
  'Mozilla/5.0 (Linux; Android 14; Pixel 7 Build/X; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0 Mobile Safari/537.36';
const PHONE = { width: 360, height: 760 };

let world: World;
let amara: Page;
let diego: Page;
const visitors: BrowserContext[] = [];

beforeAll(async () => {
  // What was over half an hour ago is over: the hospital's day begins an hour and a half back.
  world = await openWorld({ settings: { closesAfterMs: 30 * 60_000 } });
  [amara, diego] = await Promise.all([world.person(), world.person()]);
});
afterEach(async () => {
  for (const context of visitors.splice(0)) await context.close();
});
afterAll(() => world.close());

/** Somebody who is here for one test only. */
async function visitor(options: Parameters<World['person']>[0] = {}): Promise<Page> {
  const page = await world.person(options);
  visitors.push(page.context());
  return page;
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const told = (visit: string, face: 'epic' | 'plain' = 'epic') =>
  world.told(face, visit).map(({ side, status }) => `${side} ${status}`);
const cardCount = (oid: string) => messagesOf(world, oid).length;
const cardText = (oid: string) => JSON.stringify(messagesOf(world, oid).at(-1)?.card);

describe('clinicians among themselves', () => {
  it('consult each other without a patient: both present, nobody is notified, the EHR knows of both', async () => {
    const first = await launchAsClinician(world, {
      page: amara,
      as: 'okafor',
      visit: 'case-conference',
      firstTimeAs: 'Dr. Amara Okafor',
    });
    const second = await launchAsClinician(world, {
      page: diego,
      as: 'lindqvist',
      visit: 'case-conference',
      firstTimeAs: 'Dr. Diego Ramos',
    });
    await enterMeeting(first);
    await enterMeeting(second);
    const people = first.getByRole('complementary', { name: 'People' });
    await people.getByText('In this meeting (2)').waitFor();
    expect(await people.getByText('Presenter').count()).toBe(2);
    await endMeeting(first);
    await expect
      .poll(() => told('case-conference'), { timeout: 10_000 })
      .toEqual([
        'clinician connected',
        'clinician connected',
        'clinician disconnected',
        'clinician disconnected',
      ]);
    expect([SAMPLE_OIDS.amara, SAMPLE_OIDS.diego, SAMPLE_OIDS.coordinator].map(cardCount)).toEqual([0, 0, 0]);
    await Promise.all([first.close(), second.close()]);
  });

  it('may come as a second one to a visit with a patient, who is announced to both once', async () => {
    const room = await arrive(world, { page: await visitor(), as: 'nguyen', visit: 'nguyen' });
    await expect.poll(() => [SAMPLE_OIDS.amara, SAMPLE_OIDS.diego].map(cardCount)).toEqual([1, 1]);
    const first = await launchAsClinician(world, { page: diego, as: 'lindqvist', visit: 'nguyen' });
    await enterMeeting(first);
    await heading(room, 'Your clinician is ready').waitFor();
    const second = await launchAsClinician(world, { page: amara, as: 'okafor', visit: 'nguyen' });
    await enterMeeting(second);
    await expect
      .poll(() => told('nguyen'), { timeout: 10_000 })
      .toEqual(['patient connected', 'clinician connected', 'clinician connected']);
    expect([SAMPLE_OIDS.amara, SAMPLE_OIDS.diego].map(cardCount)).toEqual([1, 1]);
    await Promise.all([first.close(), second.close()]);
  });
});

describe('a family', () => {
  it('has a parent with two children in two tabs, of whom neither sees the other’s visit', async () => {
    const grace = await visitor();
    const leo = await arrive(world, { page: grace, as: 'grace', visit: 'leo' });
    // Nobody of Paediatrics has ever launched: the arrival reaches whoever stands in for them.
    await expect.poll(() => cardText(SAMPLE_OIDS.coordinator)).toContain('Patient is waiting');
    const mia = await beginVisit(grace, 'mia');
    await heading(mia, 'You are in the waiting room').waitFor();
    expect(visitIdOf(mia)).not.toBe(visitIdOf(leo));
    await expect.poll(() => cardCount(SAMPLE_OIDS.coordinator)).toBe(2);
    const mei = await visitor();
    const meeting = await launchAsClinician(world, {
      page: mei,
      as: 'tanaka',
      visit: 'leo',
      firstTimeAs: 'Mei Lin',
    });
    await enterMeeting(meeting);
    await heading(leo, 'Your clinician is ready').waitFor();
    expect(await mia.getByRole('link', { name: 'Join now' }).count()).toBe(0);
    await mia.getByText('Your care team knows you are here.').waitFor();
    await expect.poll(() => told('mia')).toEqual(['patient connected']);
    const nosy = await visitor();
    await nosy.goto(leo.url());
    await heading(nosy, 'Please begin again from your patient portal').waitFor();
    await expectAccessible(nosy);
  });
});

describe('a patient', () => {
  it('who begins again, in a second tab too, is announced once and connected once', async () => {
    const page = await visitor();
    const before = cardCount(SAMPLE_OIDS.amara);
    const first = await arrive(world, { page, as: 'carter', visit: 'carter' });
    await first.getByText('Your care team knows you are here.').waitFor();
    const second = await arrive(world, { page, as: 'carter', visit: 'carter' });
    await second.getByText('Your care team knows you are here.').waitFor();
    await first.reload();
    await first.getByText('Your care team knows you are here.').waitFor();
    expect(cardCount(SAMPLE_OIDS.amara)).toBe(before + 1);
    expect(told('carter')).toEqual(['patient connected']);
    // The clinician takes the card's button, in a browser that nobody is signed in to.
    const card = messagesOf(world, SAMPLE_OIDS.amara).at(-1)?.card as { actions: { url: string }[] };
    const borrowed = await visitor();
    await borrowed.goto(card.actions[0]?.url ?? '');
    await pickAccount(borrowed, 'Dr. Amara Okafor');
    await borrowed.waitForURL(/meetup-join/);
    await enterMeeting(borrowed);
    for (const room of [first, second]) await heading(room, 'Your clinician is ready').waitFor();
    await first.close();
    await heading(second, 'Your clinician is ready').waitFor();
    await expect.poll(() => told('carter')).toEqual(['patient connected', 'clinician connected']);
  });

  it('who does not allow the camera is told how to, and goes on', async () => {
    const page = await visitor({ media: 'deny', viewport: PHONE });
    const room = await arrive(world, { page, as: 'haddad', visit: 'haddad' });
    await room.getByRole('button', { name: 'Test camera and microphone' }).click();
    await room.getByText('Your browser does not allow the camera.').waitFor();
    await room.getByText('How to allow it').first().waitFor();
    await expectAccessible(room);
    await screenshot(room, 'camera-denied', { fullPage: true });
    const meeting = await launchAsClinician(world, { page: amara, as: 'okafor', visit: 'haddad' });
    await enterMeeting(meeting);
    const inTeams = await followJoin(room);
    await enterLobby(inTeams, 'Samira');
    await admit(meeting, 'Samira');
    await heading(room, 'You are in the meeting').waitFor();
    await meeting.close();
  });

  it('inside another app moves to the real browser, once, and stays one patient', async () => {
    const inApp = await visitor({ userAgent: WEB_VIEW, viewport: PHONE, isMobile: true });
    const room = await arrive(world, { page: inApp, as: 'erik', visit: 'larsen', face: 'plain' });
    await room.getByRole('heading', { name: 'Better in your own browser' }).waitFor();
    await room.getByRole('button', { name: 'Copy the link' }).click();
    const link = await room.getByRole('textbox', { name: 'Link to your visit' }).inputValue();
    await expectAccessible(room);
    await screenshot(room, 'in-app-browser', { fullPage: true });
    const real = await visitor();
    await real.goto(link);
    await heading(real, 'You are in the waiting room').waitFor();
    await inApp.context().close();
    await real.reload();
    await heading(real, 'You are in the waiting room').waitFor();
    const again = await visitor();
    await again.goto(link);
    await heading(again, 'This link no longer works').waitFor();
    await expectAccessible(again);
    await expect.poll(() => told('larsen', 'plain')).toEqual(['patient connected']);
  });

  it('at a shared computer leaves nothing behind', async () => {
    const page = await visitor();
    const room = await arrive(world, { page, as: 'erik', visit: 'larsen', face: 'plain' });
    const url = room.url();
    await room.getByRole('button', { name: 'Leave, or I am on a shared computer' }).click();
    await expectAccessible(room);
    await room.getByRole('button', { name: 'Leave now' }).click();
    await heading(room, 'You have left this visit').waitFor();
    await expectAccessible(room);
    const next = await page.context().newPage();
    await next.goto(url);
    await heading(next, 'Please begin again from your patient portal').waitFor();
    expect((await page.context().cookies(world.sandbox.serviceUrl)).map(({ name }) => name)).toEqual([]);
  });

  it('who is an employee waits in the lobby like everybody', async () => {
    const page = await visitor();
    await signInToTeams(world, page, 'Elena Petrova');
    const room = await arrive(world, { page, as: 'almeida', visit: 'almeida', face: 'plain' });
    const meeting = await launchAsClinician(world, {
      page: await visitor(),
      as: 'okonkwo',
      visit: 'almeida',
      face: 'plain',
      firstTimeAs: 'Mei Lin',
    });
    await enterMeeting(meeting);
    const inTeams = await followJoin(room);
    await inTeams.getByText('Elena Petrova').first().waitFor();
    await inTeams.getByRole('button', { name: 'Join now' }).click();
    await inTeams.getByRole('heading', { name: /Someone will let you in shortly/ }).waitFor();
    await admit(meeting, 'Elena Petrova');
    await inTeams.getByRole('toolbar', { name: 'Meeting controls' }).waitFor();
    expect(await inTeams.getByRole('button', { name: 'End meeting' }).count()).toBe(0);
    await expect.poll(() => told('almeida', 'plain')).toEqual(['patient connected', 'clinician connected']);
  });

  it('of a plain R4 server is written back as AuditEvents, in order, once', async () => {
    const room = await arrive(world, { page: await visitor(), as: 'osei', visit: 'osei', face: 'plain' });
    const meeting = await launchAsClinician(world, {
      page: await visitor(),
      as: 'farrell',
      visit: 'osei',
      face: 'plain',
      firstTimeAs: 'Dr. Diego Ramos',
    });
    await enterMeeting(meeting);
    const inTeams = await followJoin(room);
    await enterLobby(inTeams, 'Kwame');
    await admit(meeting, 'Kwame');
    await heading(room, 'You are in the meeting').waitFor();
    await endMeeting(meeting);
    await heading(room, 'Your visit has ended').waitFor();
    await expect.poll(() => told('osei', 'plain').length, { timeout: 10_000 }).toBe(4);
    expect(told('osei', 'plain').slice(0, 2)).toEqual(['patient connected', 'clinician connected']);
    expect(told('osei', 'plain').slice(2).sort()).toEqual(['clinician disconnected', 'patient disconnected']);
    const writebacks = world.told('plain', 'osei');
    expect(writebacks.map(({ by, effects }) => [by, effects])).toEqual(Array(4).fill(['AuditEvent', 1]));
    const times = writebacks.map(({ happenedAt }) => Date.parse(happenedAt ?? ''));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });
});

it('keeps the patients of a group apart, and numbers them', async () => {
  const before = cardCount(SAMPLE_OIDS.coordinator);
  const [one, other] = [await visitor(), await visitor()];
  const reyes = await arrive(world, { page: one, as: 'reyes', visit: 'group-reyes' });
  await expect.poll(() => cardCount(SAMPLE_OIDS.coordinator)).toBe(before + 1);
  const kowalski = await arrive(world, { page: other, as: 'kowalski', visit: 'group-kowalski' });
  await expect.poll(() => cardCount(SAMPLE_OIDS.coordinator)).toBe(before + 2);
  expect(cardText(SAMPLE_OIDS.coordinator)).toContain('Patient 2');
  const meeting = await launchAsClinician(world, {
    page: await visitor(),
    as: 'duarte',
    visit: 'group-reyes',
    firstTimeAs: 'Hannah Berg',
  });
  await enterMeeting(meeting);
  for (const room of [reyes, kowalski]) await heading(room, 'Your clinician is ready').waitFor();
  const inTeams = await followJoin(kowalski);
  await enterLobby(inTeams, 'H');
  await admit(meeting, 'H');
  await inTeams.getByRole('toolbar', { name: 'Meeting controls' }).waitFor();
  // Which of them the guest is, nobody saw.
  const expected = ['patient connected', 'patient connected', 'clinician connected'];
  await expect.poll(() => told('group-reyes')).toEqual(expected);
  await heading(reyes, 'Your clinician is ready').waitFor();
});

describe('launches that lead to no visit', () => {
  const refused: readonly [string, Pick<LaunchOrder, 'as' | 'visit'>][] = [
    ['This appointment was cancelled', { as: 'brooks', visit: 'brooks-cancelled' }],
    ['It is too early for this visit', { as: 'reyes', visit: 'reyes-later' }],
    ['The time of this visit has passed', { as: 'silva', visit: 'silva-earlier' }],
  ];
  it.each(refused)('say so: %s', async (title, order) => {
    const page = await visitor({ viewport: PHONE });
    await page.goto(
      world.sandbox.hospital.control.mintLaunch({ face: 'epic', kind: 'patient', ...order }).url,
    );
    await heading(page, title).waitFor();
    await page.getByText('Reference:').waitFor();
    await expectAccessible(page);
    expect(told(order.visit)).toEqual([]);
  });

  it('test the patient’s device, days ahead if need be', async () => {
    const page = await visitor();
    await openPortal(world, page, 'carter');
    const button = visitLine(page, 'carter-tomorrow').getByRole('link', { name: /^Test your device/ });
    const [test] = await Promise.all([page.context().waitForEvent('page'), button.click()]);
    await heading(test, 'Test your device').waitFor();
    await test.getByRole('button', { name: 'Test camera and microphone' }).click();
    await test.getByText('Your camera works.').waitFor();
    await expectAccessible(test);
  });
});

it('has broken nothing on the way', () => {
  expect(world.complaints).toEqual([]);
});
