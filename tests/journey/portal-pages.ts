import type { FrameLocator, Locator, Page } from 'playwright-core';
import { pickAccount, signInToTeams } from './teams-pages.ts';
import type { World } from './world.ts';

/** The portal: in the frame in which Teams shows it, or in a browser window of its own. */
export type Portal = FrameLocator | Page;

/** What stands under _Parts of the connection_. */
type Section =
  | 'Configuration'
  | 'Approval'
  | 'Integration records'
  | 'Check what was pasted'
  | 'Rehearsal'
  | 'Settings'
  | 'Sharing'
  | 'Keys'
  | 'History';

type Step =
  | 'EHR address'
  | 'Register in the EHR'
  | 'Approver and organisers'
  | 'Visits'
  | 'Review and propose';

/** The window in which the portal is shown. */
export function pageOf(portal: Portal): Page {
  return 'owner' in portal ? portal.owner().page() : portal;
}

/** The frame of the tab, of a Teams page that shows it. */
export function tabOf(page: Page): FrameLocator {
  return page.frameLocator('#tab-frame');
}

/** Signs somebody in to Teams and opens the app there. */
export async function openTab(world: World, page: Page, name: string): Promise<Portal> {
  await signInToTeams(world, page, name);
  return openApp(page);
}

/** Opens the app, in a browser that is signed in to Teams and shows a page of it. */
export async function openApp(page: Page): Promise<Portal> {
  await page.getByRole('navigation', { name: 'Teams' }).getByRole('link', { name: 'Apps' }).click();
  await tabOf(page).getByRole('navigation', { name: 'Sections' }).waitFor();
  return tabOf(page);
}

export async function openConnections(tab: Portal): Promise<void> {
  await tab.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Connections' }).click();
  await tab.getByRole('heading', { level: 1, name: 'Connections' }).waitFor();
}

/** Opens a connection out of the list. */
export async function openConnection(tab: Portal, name: string): Promise<void> {
  await openConnections(tab);
  await tab.getByRole('link', { name, exact: true }).click();
  await tab.getByRole('heading', { level: 1, name }).waitFor();
}

export async function addConnection(
  tab: Portal,
  connection: { readonly name: string; readonly environment: 'Testing' | 'Production'; readonly ehr: string },
): Promise<void> {
  await openConnections(tab);
  await tab.getByRole('button', { name: 'Add a connection' }).click();
  const dialog = tab.getByRole('dialog', { name: 'Add a connection' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(connection.name);
  await dialog.getByRole('radio', { name: connection.environment }).check();
  await dialog.getByRole('radio', { name: connection.ehr }).check();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await tab.getByRole('heading', { level: 1, name: connection.name }).waitFor();
}

export async function openSection(tab: Portal, section: Section): Promise<void> {
  await tab
    .getByRole('navigation', { name: 'Parts of the connection' })
    .getByRole('link', { name: section, exact: true })
    .click();
  await tab.getByRole('heading', { level: 2, name: section, exact: true }).waitFor();
}

/** Opens what waits for approval of a connection. */
export async function openApproval(tab: Portal, name: string): Promise<void> {
  await openConnection(tab, name);
  await openSection(tab, 'Approval');
}

/** Goes to a step of the form in which a draft is written. */
export async function openStep(tab: Portal, step: Step): Promise<void> {
  await tab
    .getByRole('navigation', { name: 'Steps' })
    .getByRole('link', { name: new RegExp(`: ${step},`) })
    .click();
  await tab.getByRole('heading', { level: 3, name: new RegExp(`${step}$`) }).waitFor();
}

/** What the form says of itself: whether everything typed into it is saved. */
export async function waitUntilSaved(tab: Portal): Promise<void> {
  await tab.locator('[data-save-state="saved"]').waitFor();
}

/** Types into a people picker and takes whom it finds. */
export async function pickPerson(tab: Portal, field: string, name: string): Promise<void> {
  await tab.getByRole('combobox', { name: field }).pressSequentially(name.slice(0, 7), { delay: 20 });
  await tab
    .getByRole('option', { name: new RegExp(`^${name}`) })
    .first()
    .click();
  await tab
    .getByRole('button', { name: `Remove ${name}` })
    .first()
    .waitFor();
}

/** One of the checks in a list of what was found. */
export function check(tab: Portal, name: string): Locator {
  return tab.locator(`[data-check="${name}"]`);
}

/** Has the address looked at and waits until every item was; what was found last must have been otherwise. */
export async function checkAddress(tab: Portal, expected: 'right' | 'wrong'): Promise<void> {
  await tab.getByRole('button', { name: /^Check (this address|again)$/ }).click();
  const words = {
    right: 'Everything that has to be right is right.',
    wrong: 'Something has to be corrected.',
  };
  await tab.getByText(words[expected]).waitFor({ timeout: 45_000 });
}

export async function proposeDraft(tab: Portal, why: string): Promise<void> {
  await openStep(tab, 'Review and propose');
  await tab.getByText('Nothing is missing: this can be proposed.').waitFor();
  await tab.getByRole('textbox', { name: 'Why' }).fill(why);
  await tab.getByRole('button', { name: 'Propose for approval' }).click();
  await tab
    .getByText(/^Revision \d+ waits for approval\./)
    .first()
    .waitFor();
}

/**
 * The approver's way to the EHR, in a window of its own.
 *
 * @param approver.ehrUser as the EHR's sign-in lists them.
 * @param approver.account when this browser was not signed in to the service yet.
 * @returns the window, after the EHR has answered.
 */
export async function signInToEhr(
  tab: Portal,
  approver: { readonly account?: string; readonly ehrUser: string },
): Promise<Page> {
  const button = tab.getByRole('button', { name: /^(Sign in (to the EHR|again)|Try the sign-in again)$/ });
  const [window] = await Promise.all([pageOf(tab).context().waitForEvent('page'), button.click()]);
  if (approver.account !== undefined) await pickAccount(window, approver.account);
  await window.getByRole('heading', { name: 'Sign in to the EHR before you decide' }).waitFor();
  await window.getByRole('button', { name: 'Sign in to the EHR' }).click();
  await window.getByRole('button', { name: approver.ehrUser }).click();
  return window;
}

/** Approves what the open approval section shows; the sign-in to the EHR must have been made. */
export async function approve(tab: Portal): Promise<void> {
  await tab.getByText(/^You signed in to the EHR on /).waitFor();
  await tab.getByRole('button', { name: 'Approve', exact: true }).click();
  await tab.getByText('You approved it.').waitFor();
}

/** All the way of an approver, who opens what waits, signs in to the practice EHR and approves. */
export async function approveProposal(
  tab: Portal,
  proposal: { readonly connection: string; readonly account?: string },
): Promise<void> {
  const { connection, ...approver } = proposal;
  await openApproval(tab, connection);
  const window = await signInToEhr(tab, { ...approver, ehrUser: 'Ms Priya Raman' });
  await window.getByRole('heading', { name: 'The EHR knows you' }).waitFor();
  await window.close();
  await approve(tab);
}

/** Presses a button that copies, and waits until it says that it did. */
export async function copy(tab: Portal, name: string): Promise<void> {
  const button = tab.getByRole('button', { name, exact: true });
  await button.click();
  await button.locator('xpath=..').getByRole('status').getByText('Copied', { exact: true }).waitFor();
}
