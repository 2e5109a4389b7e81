import type { FaceName } from '@ehr-connector/sandbox/hospital/face.ts';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { beginVisit, openSchedule } from './hospital-pages.ts';
import type { World } from './world.ts';

/** Picks an account on Microsoft's sign-in page. */
export async function pickAccount(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { name: 'Pick an account' }).waitFor();
  await page.getByRole('button', { name }).click();
}

/** The clinician's way in: schedule, one press, and the first time sign-in and confirmation. @returns Teams' page. */
export async function launchAsClinician(
  world: World,
  clinician: {
    readonly page: Page;
    readonly as: string;
    readonly visit: string;
    readonly face?: FaceName;
    /** The name of the Microsoft account, when this is the EHR user's first launch. */
    readonly firstTimeAs?: string;
  },
): Promise<Page> {
  await openSchedule(world, clinician.page, clinician.as, clinician.face);
  const tab = await beginVisit(clinician.page, clinician.visit);
  if (clinician.firstTimeAs !== undefined) {
    await pickAccount(tab, clinician.firstTimeAs);
    await tab.getByRole('button', { name: 'Yes, link them and join' }).click();
  }
  await tab.waitForURL(/meetup-join/);
  return tab;
}

/** Presses **Join now** on Teams' own page before the meeting, and is in it. */
export async function enterMeeting(tab: Page): Promise<void> {
  await tab.getByRole('button', { name: 'Join now' }).click();
  await tab.getByRole('toolbar', { name: 'Meeting controls' }).waitFor();
}

/** What Teams asks somebody without an account; ends in the lobby. */
export async function enterLobby(tab: Page, name: string): Promise<void> {
  await tab.getByRole('button', { name: 'Continue on this browser' }).click();
  await tab.getByRole('textbox', { name: 'Your name' }).fill(name);
  await tab.getByRole('button', { name: 'Join now' }).click();
  await tab.getByRole('heading', { name: /Someone will let you in shortly/ }).waitFor();
}

/** Presses the patient page's link into the meeting. @returns Teams' page. */
export async function followJoin(room: Page, label: string | RegExp = 'Join now'): Promise<Page> {
  const link = room.getByRole('link', { name: label });
  const [tab] = await Promise.all([room.context().waitForEvent('page'), link.click()]);
  return tab;
}

export async function admit(meeting: Page, name: string): Promise<void> {
  await meeting
    .getByRole('button', { name: `Admit ${name}` })
    .first()
    .click();
}

/** Signs a browser in to Teams. */
export async function signInToTeams({ sandbox }: World, page: Page, name: string): Promise<void> {
  await page.goto(`${sandbox.cloud.url}/teams`);
  await pickAccount(page, name);
  await page.getByRole('navigation', { name: 'Chats' }).waitFor();
}

/** Presses **End meeting**, for everybody. */
export async function endMeeting(meeting: Page): Promise<void> {
  await meeting.getByRole('button', { name: 'End meeting' }).click();
  await meeting.getByRole('heading', { name: 'The meeting has ended' }).waitFor();
}

/** Opens Teams' list of chats; the browser must be signed in. */
export async function openChats({ sandbox }: World, page: Page): Promise<void> {
  await page.goto(`${sandbox.cloud.url}/teams`);
  await page.getByRole('navigation', { name: 'Chats' }).waitFor();
}

/** The app's own chat in the list; not there before the app has written. */
export function appChat(chats: Page): Locator {
  return chats.getByRole('navigation', { name: 'Chats' }).getByRole('link', { name: /^Virtual visits/ });
}

/** Opens somebody's own chat with the app; the browser must be signed in. */
export async function openAppChat(world: World, page: Page): Promise<void> {
  await openChats(world, page);
  await appChat(page).click();
}

/** The cards that stand in the open chat. */
export function cards(chat: Page): Locator {
  return chat.getByRole('group', { name: 'Card' });
}

/** The messages of a person's own chat with the app, as Teams keeps them. */
export function messagesOf({ sandbox }: World, oid: string) {
  const chats = [...sandbox.cloud.cloud.chats.values()];
  return chats.find(({ kind, memberOids }) => kind === 'personal' && memberOids.has(oid))?.messages ?? [];
}

/** Somebody's video is on the screen, and moves. */
export async function sees(meeting: Page, name: string): Promise<void> {
  const video = meeting.getByLabel(`Video of ${name}`);
  const look = () =>
    video.evaluate((element) => {
      const { videoWidth, currentTime } = element as HTMLVideoElement;
      return { videoWidth, currentTime };
    });
  await expect.poll(async () => (await look()).videoWidth, { timeout: 20_000 }).toBeGreaterThan(0);
  const before = await look();
  await expect
    .poll(async () => (await look()).currentTime, { timeout: 10_000 })
    .toBeGreaterThan(before.currentTime);
}
