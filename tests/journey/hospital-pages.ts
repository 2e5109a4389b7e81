import type { FaceName, PracticeFace } from '@ehr-connector/sandbox/hospital/face.ts';
import type { Locator, Page } from 'playwright-core';
import type { World } from './world.ts';

/** Opens a clinician's schedule, as it stands on a workstation of the hospital. */
export async function openSchedule(
  { sandbox }: World,
  page: Page,
  as: string,
  face: FaceName = 'epic',
): Promise<void> {
  await page.goto(`${sandbox.hospital.url}/schedule?face=${face}&as=${as}`);
}

/** Opens the portal of a patient, or of somebody who acts for patients. */
export async function openPortal(
  { sandbox }: World,
  page: Page,
  as: string,
  face: FaceName = 'epic',
): Promise<void> {
  await page.goto(`${sandbox.hospital.url}/portal?face=${face}&as=${as}`);
}

/** A visit's line in a schedule or a portal. */
export function visitLine(page: Page, visitKey: string): Locator {
  return page.locator(`li[data-visit="${visitKey}"]`);
}

/** Presses **Begin virtual visit**. @returns the tab it opens. */
export async function beginVisit(page: Page, visitKey: string): Promise<Page> {
  const button = visitLine(page, visitKey).getByRole('link', { name: /^Begin virtual visit/ });
  const [opened] = await Promise.all([page.context().waitForEvent('page'), button.click()]);
  return opened;
}

/** The patient's way in: portal, one press, waiting room. */
export async function arrive(
  world: World,
  patient: { readonly page: Page; readonly as: string; readonly visit: string; readonly face?: FaceName },
): Promise<Page> {
  await openPortal(world, patient.page, patient.as, patient.face);
  const room = await beginVisit(patient.page, patient.visit);
  await room.getByRole('heading', { level: 1, name: 'You are in the waiting room' }).waitFor();
  return room;
}

/**
 * A patient of the practice begins a visit, in a browser of their own, and comes to a page of ours that is headed so.
 *
 * @param visit Family Medicine has the first, Diabetes Care the second.
 */
export async function launchLeadsTo(
  world: World,
  heading: string,
  visit: 'whitfield' | 'rahman',
  face: PracticeFace = 'practice',
): Promise<void> {
  const page = await world.person();
  await openPortal(world, page, visit, face);
  const room = await beginVisit(page, visit);
  await room.getByRole('heading', { level: 1, name: heading }).waitFor();
  await page.context().close();
}

/** The service's id of the visit on a patient's page. */
export function visitIdOf(room: Page): string {
  const [, id = ''] = /\/visit\/([0-9a-f-]{36})/.exec(room.url()) ?? [];
  return id;
}
