import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { expectAccessible } from '../../../tests/browser/axe.ts';
import { launchChromium } from '../../../tests/browser/chromium.ts';
import type { Meeting } from '../cloud/model.ts';
import { SAMPLE_OIDS } from '../cloud/sample-people.ts';
import { openTeamsPage } from './testing/teams-browser.ts';
import { startTeamsServer, type TeamsServer } from './testing/teams-server.ts';

const GUEST = 'Rosa Marino';
const CLINICIAN = 'Dr. Amara Okafor';

let browser: Browser;
let teams: TeamsServer;
let meeting: Meeting;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  teams = await startTeamsServer();
  meeting = teams.openMeeting(SAMPLE_OIDS.organizer, {
    subject: 'Virtual visit',
    lobbyBypassSettings: { scope: 'invited' },
    allowedPresenters: 'roleIsPresenter',
    participants: { attendees: [{ role: 'presenter', identity: { user: { id: SAMPLE_OIDS.amara } } }] },
  });
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await teams.close();
});

async function openMeeting(options: { as?: string; width?: number } = {}): Promise<Page> {
  return openTeamsPage({ browser, teams, path: meeting.joinWebUrl, ...options });
}

async function guestAsksIn(options: { width?: number } = {}): Promise<Page> {
  const page = await openMeeting(options);
  await page.getByRole('button', { name: 'Continue on this browser' }).click();
  await page.getByRole('textbox', { name: 'Your name' }).fill(GUEST);
  await page.getByRole('button', { name: 'Join now' }).click();
  await page.getByRole('heading', { name: /Someone will let you in shortly/ }).waitFor();
  return page;
}

async function clinicianJoins(options: { width?: number } = {}): Promise<Page> {
  const page = await openMeeting({ as: SAMPLE_OIDS.amara, ...options });
  await page.getByRole('button', { name: 'Join now' }).click();
  await page.getByRole('button', { name: 'End meeting' }).waitFor();
  return page;
}

/** The video has a picture, and it moves. */
async function plays(page: Page, name: string): Promise<void> {
  const video = page.getByLabel(`Video of ${name}`);
  await video.waitFor();
  const moves = (element: Element) => {
    const { videoWidth, currentTime, paused } = element as HTMLVideoElement;
    return videoWidth > 0 && currentTime > 0.2 && !paused;
  };
  await expect.poll(() => video.evaluate(moves), { timeout: 15_000 }).toBe(true);
}

it('lets a guest through the lobby, and both see and hear each other', async () => {
  const clinician = await clinicianJoins();
  const guest = await openMeeting();
  await expectAccessible(guest);
  await guest.getByRole('button', { name: 'Continue on this browser' }).click();
  expect(await guest.getByRole('button', { name: 'Join now' }).isDisabled()).toBe(true);
  await guest.getByRole('textbox', { name: 'Your name' }).fill(GUEST);
  await guest.getByLabel('Preview of your camera').waitFor();
  await expectAccessible(guest);
  await guest.getByRole('button', { name: 'Join now' }).click();
  await guest.getByRole('heading', { name: `Hi, ${GUEST}! Someone will let you in shortly` }).waitFor();
  await expectAccessible(guest);

  const lobby = clinician.getByRole('list', { name: 'Waiting in lobby' });
  await lobby.getByText(GUEST).waitFor();
  await clinician.getByText(`${GUEST} is waiting in the lobby`).waitFor();
  await expectAccessible(clinician);
  await clinician.getByRole('button', { name: `Admit ${GUEST}` }).click();

  await Promise.all([plays(clinician, GUEST), plays(guest, CLINICIAN)]);
  const hears = (page: Page, name: string) =>
    page.getByLabel(`Video of ${name}`).evaluate((element) => {
      const stream = (element as HTMLVideoElement).srcObject as MediaStream;
      return stream.getAudioTracks().some((track) => track.enabled && !track.muted);
    });
  await expect.poll(() => hears(clinician, GUEST)).toBe(true);
  await expect.poll(() => hears(guest, CLINICIAN)).toBe(true);
  const people = guest.getByRole('list', { name: 'Participants' });
  expect(await people.getByRole('listitem').count()).toBe(2);
  expect(await guest.getByRole('button', { name: 'End meeting' }).isVisible()).toBe(false);
  await expectAccessible(clinician);

  await guest.getByRole('button', { name: 'Turn camera off' }).click();
  await clinician.getByLabel(`Video of ${GUEST}`).waitFor({ state: 'hidden' });
  await guest.getByRole('button', { name: 'Turn camera on' }).click();
  await plays(clinician, GUEST);

  await guest.getByRole('button', { name: 'Leave' }).click();
  await guest.getByRole('heading', { name: 'You left the meeting' }).waitFor();
  await expectAccessible(guest);
  await clinician.getByText('Nobody else is here yet.').waitFor();
});

it('tells a guest who is not let in', async () => {
  const clinician = await clinicianJoins();
  const guest = await guestAsksIn();
  await clinician.getByRole('button', { name: `Deny ${GUEST}` }).click();
  await guest.getByRole('heading', { name: 'You were not let in' }).waitFor();
});

it('offers to admit from the notice where the panel is closed, on a narrow screen', async () => {
  const clinician = await clinicianJoins({ width: 320 });
  const guest = await guestAsksIn({ width: 320 });
  await expectAccessible(clinician);
  const overflow = await clinician.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await clinician.getByRole('button', { name: `Admit ${GUEST}` }).click();
  await plays(guest, CLINICIAN);
});

it('ends the meeting for everybody', async () => {
  const clinician = await clinicianJoins();
  const guest = await guestAsksIn();
  await clinician.getByRole('button', { name: 'End meeting' }).click();
  await clinician.getByRole('heading', { name: 'The meeting has ended' }).waitFor();
  await guest.getByRole('heading', { name: 'The meeting has ended' }).waitFor();
});

it('takes up its place after the connection broke for a moment', async () => {
  const clinician = await clinicianJoins();
  const entry = [...meeting.roster.keys()];
  teams.breakConnections();
  await clinician.getByText('Reconnecting…').waitFor();
  await clinician.getByText('Reconnecting…').waitFor({ state: 'hidden' });
  const guest = await guestAsksIn();
  await clinician.getByRole('button', { name: `Admit ${GUEST}` }).click();
  await plays(guest, CLINICIAN);
  expect([...meeting.roster.keys()]).toEqual(expect.arrayContaining(entry));
});

it('lets a guest join without camera and microphone, and says how to allow them', async () => {
  const careful = await launchChromium({ media: 'deny' });
  try {
    const guest = await openTeamsPage({ browser: careful, teams, path: meeting.joinWebUrl });
    await guest.getByRole('button', { name: 'Continue on this browser' }).click();
    await guest.getByText(/does not allow this page to use your camera/).waitFor();
    await guest.getByRole('textbox', { name: 'Your name' }).fill(GUEST);
    await expectAccessible(guest);
    await guest.getByRole('button', { name: 'Join now' }).click();
    const clinician = await clinicianJoins();
    await clinician.getByRole('button', { name: `Admit ${GUEST}` }).click();
    await plays(guest, CLINICIAN);
  } finally {
    await careful.close();
  }
});
