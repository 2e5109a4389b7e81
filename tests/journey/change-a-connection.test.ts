import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { expectAccessible } from '../browser/axe.ts';
import { launchLeadsTo } from './hospital-pages.ts';
import { look } from './look.ts';
import {
  approveProposal,
  checkAddress,
  openApp,
  openApproval,
  openConnection,
  openConnections,
  openSection,
  openStep,
  openTab,
  type Portal,
  pickPerson,
  proposeDraft,
  signInToEhr,
  waitUntilSaved,
} from './portal-pages.ts';
import { connectionIdOf, draftPractice, fillIn, fillInRecords } from './practice-connection.ts';
import { cards, openAppChat } from './teams-pages.ts';
import { openWorld, type World } from './world.ts';

/** Nothing is looked at while it still fades in. */
const DESK = { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' } as const;
const NAME = 'Lakeview Epic, testing';
const PRODUCTION = 'Lakeview Epic, production';

// A step of a journey is many pages.
vi.setConfig({ testTimeout: 90_000 });

let world: World;
let tomas: Page;
let tab: Portal;
let priya: Page;
let hers: Portal;
let connectionId: string;

beforeAll(async () => {
  world = await openWorld();
  tomas = await world.person(DESK);
  priya = await world.person(DESK);
  tab = await openTab(world, tomas, 'Tomás Novák');
  await draftPractice(world, tab, {
    name: NAME,
    approver: 'Priya Raman',
    organizer: 'Virtual Visits',
  });
  connectionId = connectionIdOf(tab);
  await proposeDraft(tab, 'First try');
  // Before she was named there was nothing to see for her.
  hers = await openTab(world, priya, 'Priya Raman');
});
afterAll(() => world.close());

const IN_THE_ROOM = 'You are in the waiting room';
const OTHER_DEPARTMENT = 'This visit is of a department that begins elsewhere';

it('refuses a sign-in by a user of the patient portal', async () => {
  await openApproval(hers, NAME);
  const window = await signInToEhr(hers, { account: 'Priya Raman', ehrUser: 'Jonah Whitfield' });
  await window.getByRole('heading', { level: 1 }).waitFor();
  await window.getByText('Reference:').waitFor();
  expect(await window.getByRole('heading', { name: 'The EHR knows you' }).count()).toBe(0);
  await expectAccessible(window);
  await window.close();
  expect(await hers.getByRole('button', { name: 'Approve', exact: true }).getAttribute('aria-disabled')).toBe(
    'true',
  );
});

it('is rejected with a reason, which the proposer is told and sees', async () => {
  await hers.getByRole('button', { name: 'Reject', exact: true }).click();
  const dialog = hers.getByRole('alertdialog', { name: 'Reject this proposal?' });
  await look(priya);
  await dialog.getByRole('textbox', { name: 'Why do you reject it?' }).fill('Two organizers, please');
  await dialog.getByRole('button', { name: 'Reject the proposal' }).click();
  await hers.getByText('You rejected it.').waitFor();
  await look(priya);
  await openAppChat(world, tomas);
  await cards(tomas).getByText('A connection was rejected').waitFor();
  await cards(tomas).getByText('Two organizers, please').waitFor();
  tab = await openApp(tomas);
  await openConnection(tab, NAME);
  await tab.getByText('Reason: Two organizers, please').waitFor();
  await look(tomas, 'rejected-with-a-reason');
});

it('is corrected, proposed again and approved', async () => {
  await tab.getByRole('button', { name: 'Correct revision 1 and propose it again' }).click();
  await openStep(tab, 'Approver and organisers');
  await pickPerson(tab, 'Search for another organiser', 'Virtual Visits 2');
  await checkAndPropose('With two organizers');
  await approveProposal(hers, { connection: NAME });
  fillInRecords(world, connectionId);
});

/** What is proposed was looked at while it was a draft, each time anew. */
async function checkAndPropose(why: string): Promise<void> {
  await openStep(tab, 'EHR address');
  await checkAddress(tab, 'right');
  await proposeDraft(tab, why);
}

it('goes on serving as approved while a change is proposed', async () => {
  await openConnection(tab, NAME);
  await tab.getByRole('button', { name: 'Propose a change' }).click();
  await openStep(tab, 'Visits');
  await tab.getByRole('radio', { name: 'Only these departments' }).check();
  await tab.getByRole('textbox', { name: 'Department IDs' }).fill('20101');
  await checkAndPropose('Family Medicine begins');
  await launchLeadsTo(world, IN_THE_ROOM, 'rahman');
  await openApproval(hers, NAME);
  await hers.getByText('Beside revision 2, which is in service now.').waitFor();
  await look(priya, 'what-changes');
  await approveProposal(hers, { connection: NAME });
  await launchLeadsTo(world, IN_THE_ROOM, 'whitfield');
  await launchLeadsTo(world, OTHER_DEPARTMENT, 'rahman');
});

it('is rolled back by a proposal of what an earlier revision held', async () => {
  await openConnection(tab, NAME);
  await openSection(tab, 'History');
  await tab.getByRole('button', { name: /^Revision 2/ }).click();
  await look(tomas, 'history');
  await tab.getByRole('button', { name: 'Return to revision 2' }).click();
  await tab
    .getByRole('alertdialog', { name: 'Return to revision 2?' })
    .getByRole('button', { name: 'Begin the draft' })
    .click();
  await tab.getByRole('navigation', { name: 'Steps' }).waitFor();
  await checkAndPropose('All departments again');
  await launchLeadsTo(world, OTHER_DEPARTMENT, 'rahman');
  await approveProposal(hers, { connection: NAME });
  await launchLeadsTo(world, IN_THE_ROOM, 'rahman');
});

it('is taken on to production, where it is registered, approved and pasted anew', async () => {
  await openConnection(tab, NAME);
  await openSection(tab, 'History');
  await tab.getByRole('button', { name: 'Promote to production' }).click();
  await tab.getByRole('textbox', { name: 'Name of the new connection' }).fill(PRODUCTION);
  await tab.getByRole('heading', { level: 3, name: 'Promote to production' }).scrollIntoViewIfNeeded();
  await look(tomas, 'promote-to-production');
  await tab.getByRole('button', { name: 'Begin the production draft' }).click();
  await tab.getByRole('heading', { level: 1, name: PRODUCTION }).waitFor();
  await openStep(tab, 'Review and propose');
  for (const what of ['FHIR base URL', 'address of the writeback'])
    await tab.getByRole('link', { name: new RegExp(`${what}.*has to be the production one`) }).waitFor();
  await look(tomas);
  await fillIn(world, tab, { face: 'practice-prd' });
  const production = connectionIdOf(tab);
  await proposeDraft(tab, 'Tested');
  await approveProposal(hers, { connection: PRODUCTION });
  fillInRecords(world, production, 'practice-prd');
  await launchLeadsTo(world, IN_THE_ROOM, 'whitfield', 'practice-prd');
});

it('is disabled at once, which launches are told, and enabled again', async () => {
  const switchTo = async (what: 'Disable' | 'Enable', why: string) => {
    await tab.getByRole('button', { name: what, exact: true }).click();
    const dialog = tab.getByRole('alertdialog', { name: `${what} ${NAME}?` });
    await dialog.getByRole('textbox', { name: 'Why?' }).fill(why);
    await look(tomas);
    await dialog.getByRole('button', { name: `${what} it` }).click();
  };
  await openConnection(tab, NAME);
  await openSection(tab, 'Settings');
  await look(tomas);
  await switchTo('Disable', 'Maintenance of the EHR');
  await tab.getByText('This connection is disabled: no launch is let in.').waitFor();
  await look(tomas);
  await launchLeadsTo(world, 'Virtual visits are switched off', 'whitfield');
  await switchTo('Enable', 'Maintenance is over');
  await tab.getByText('This connection is in service.').waitFor();
  await launchLeadsTo(world, IN_THE_ROOM, 'whitfield');
});

it('lets two people at once overwrite nothing of each other', async () => {
  await openConnection(tab, NAME);
  await tab.getByRole('button', { name: 'Propose a change' }).click();
  await openStep(tab, 'Visits');
  // Begun before hers is saved: a form in which nothing was typed would follow hers.
  await tab.getByRole('radio', { name: 'Only these departments' }).check();
  await tab.getByRole('textbox', { name: 'Department IDs' }).fill('20102');
  await openConnection(hers, NAME);
  await openStep(hers, 'Register in the EHR');
  await hers.getByRole('textbox', { name: 'Client ID' }).fill('of-priya');
  await hers.getByRole('button', { name: 'Save draft' }).click();
  await waitUntilSaved(hers);
  await tab.getByRole('button', { name: 'Save draft' }).click();
  await tab.getByText('Somebody else changed this draft.').waitFor();
  await tab
    .getByText(/Priya Raman saved other changes/)
    .first()
    .waitFor();
  await tab.getByRole('button', { name: 'Compare the changes' }).click();
  await tab.getByText('of-priya').first().waitFor();
  await look(tomas, 'two-people-at-once');
  await tab.getByRole('button', { name: 'Put my changes onto theirs' }).click();
  await tab.getByRole('button', { name: 'Save draft' }).click();
  await waitUntilSaved(tab);
  expect(await tab.getByRole('textbox', { name: 'Department IDs' }).inputValue()).toBe('20102');
  await openStep(tab, 'Register in the EHR');
  expect(await tab.getByRole('textbox', { name: 'Client ID' }).inputValue()).toBe('of-priya');
  await tab.getByRole('button', { name: 'Discard the draft' }).click();
  await tab.getByRole('alertdialog').getByRole('button', { name: 'Discard', exact: true }).click();
  await tab.getByRole('button', { name: 'Propose a change' }).waitFor();
});

it('shows an auditor everything and lets them change nothing', async () => {
  const ruth = await world.person(DESK);
  const theirs = await openTab(world, ruth, 'Ruth Adeyemi');
  await openConnections(theirs);
  await theirs.getByRole('button', { name: 'Export the configuration' }).waitFor();
  expect(await theirs.getByRole('button', { name: 'Add a connection' }).count()).toBe(0);
  await look(ruth);
  await openConnection(theirs, NAME);
  await theirs.getByRole('heading', { name: 'What serves now' }).waitFor();
  expect(await theirs.getByRole('button', { name: 'Propose a change' }).count()).toBe(0);
  for (const section of [
    'Approval',
    'Integration records',
    'Rehearsal',
    'Settings',
    'Keys',
    'History',
  ] as const) {
    await openSection(theirs, section);
    await look(ruth);
    const changes = /^(Approve|Reject|Rehearse now|Save|Disable|Rotate now|Return to|Begin the)/;
    expect(await theirs.getByRole('button', { name: changes }).count(), section).toBe(0);
  }
  await openConnections(theirs);
  await theirs.getByRole('link', { name: 'Audit log' }).click();
  await theirs.getByRole('heading', { level: 1, name: 'Audit log' }).waitFor();
  for (const action of [
    'Revision approved',
    'Revision rejected',
    'Connection disabled',
    'Signed in to the EHR',
  ])
    await theirs.getByRole('row').filter({ hasText: action }).first().waitFor();
  await look(ruth, 'audit-log');
});

it('tells a clinician kindly whom to ask', async () => {
  const diego = await world.person(DESK);
  const his = await openTab(world, diego, 'Dr. Diego Ramos');
  const sections = his.getByRole('navigation', { name: 'Sections' }).getByRole('link');
  expect(await sections.allTextContents()).toEqual(['Visits']);
  await his.locator('body').evaluate(() => {
    window.location.hash = '#/connections'; // as a link does that a colleague sent
  });
  await his.getByRole('heading', { name: 'You do not have access' }).waitFor();
  await his.getByText(/Ask your Microsoft 365 administrator for one of these roles/).waitFor();
  await look(diego);
});

it('has broken nothing on the way', () => {
  expect(world.complaints).toEqual([]);
});
