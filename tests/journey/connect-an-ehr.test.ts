import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { expectAccessible } from '../browser/axe.ts';
import { screenshot } from '../browser/screenshot.ts';
import { arrive, visitLine } from './hospital-pages.ts';
import { look } from './look.ts';
import {
  addConnection,
  approve,
  check,
  checkAddress,
  copy,
  openConnection,
  openConnections,
  openSection,
  openStep,
  openTab,
  type Portal,
  pickPerson,
  proposeDraft,
  signInToEhr,
  tabOf,
  waitUntilSaved,
} from './portal-pages.ts';
import { openAdministration, paste, recordForm, saveRecord } from './practice-pages.ts';
import {
  admit,
  appChat,
  cards,
  enterLobby,
  enterMeeting,
  followJoin,
  launchAsClinician,
  messagesOf,
  openChats,
  sees,
  signInToTeams,
} from './teams-pages.ts';
import { openWorld, type World } from './world.ts';

const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
/** What a browser with a window gives to the page that somebody uses. */
const CLIPBOARD = ['clipboard-read', 'clipboard-write'];
const NAME = 'Lakeview Epic, testing';

// A step of a journey is many pages.
vi.setConfig({ testTimeout: 90_000 });

let world: World;
let tomas: Page;
let tab: Portal;
let priya: Page;
let ehr: Page;
let clientId: string;

beforeAll(async () => {
  world = await openWorld();
  tomas = await world.person({ viewport: DESK, permissions: CLIPBOARD });
  priya = await world.person({ viewport: DESK, permissions: CLIPBOARD });
});
afterAll(() => world.close());

const toTop = (place: Locator) => place.evaluate((element) => element.scrollIntoView());

it('lets the Microsoft 365 admin add a connection in Teams', async () => {
  tab = await openTab(world, tomas, 'Tomás Novák');
  await openConnections(tab);
  await look(tomas);
  await addConnection(tab, { name: NAME, environment: 'Testing', ehr: 'Epic EHR' });
  await tab.getByRole('heading', { level: 3, name: 'Step 1 of 5: EHR address' }).waitFor();
  await look(tomas);
});

it('shows the addresses to register, which the EHR’s staff paste into its app registration', async () => {
  await openStep(tab, 'Register in the EHR');
  await look(tomas, 'addresses-to-register');
  ehr = await tomas.context().newPage();
  await openAdministration(world, ehr, 'app');
  for (const [what, field] of [
    ['Launch address for clinicians', 'Launch URL for providers'],
    ['Launch address for patients', 'Launch URL for patients'],
    ['Launch address for the device test', 'Launch URL for the device test'],
    ['Redirect address', 'Redirect URI'],
    ['Key set address (JWKS)', 'JWK Set URL'],
  ] as const) {
    await tomas.bringToFront();
    await copy(tab, `Copy: ${what}`);
    await ehr.bringToFront();
    expect(await paste(ehr.getByLabel(field))).toMatch(world.sandbox.serviceUrl);
  }
  await ehr.getByRole('button', { name: 'Register' }).click();
  await ehr.getByText('Activating').waitFor();
  await expectAccessible(ehr);
  await ehr.getByRole('button', { name: 'Copy client ID' }).click();
});

it('remembers that the EHR has not activated the client yet, and sees when it has', async () => {
  await openAdministration(world, ehr, 'overview');
  const base = (await ehr.locator('code', { hasText: '/R4' }).first().textContent()) ?? '';
  clientId = world.sandbox.hospital.control.app('practice')?.clientId ?? '';
  await tomas.bringToFront();
  await openStep(tab, 'EHR address');
  await tab.getByRole('textbox', { name: 'FHIR base URL' }).fill(`${base}x`);
  await checkAddress(tab, 'wrong');
  await look(tomas);
  await tab.getByRole('textbox', { name: 'FHIR base URL' }).fill(base);
  await openStep(tab, 'Register in the EHR');
  await tab.getByRole('textbox', { name: 'Client ID' }).fill(clientId);
  await tab.getByRole('radio', { name: /waiting for the EHR to activate/ }).check();
  await tab.getByText(/^Waiting since /).waitFor();
  await tab.getByRole('button', { name: 'Check now' }).click();
  await tab
    .getByText('The EHR does not accept this client ID with our keys yet.')
    .waitFor({ timeout: 45_000 });
  await toTop(tab.getByRole('textbox', { name: 'Client ID' }));
  await look(tomas, 'waiting-for-the-ehr');
  await openConnections(tab);
  await tab.getByText('Waits for the EHR').waitFor();
  await look(tomas);

  await openAdministration(world, ehr, 'app');
  const activate = ehr.getByRole('button', { name: 'Activate now' });
  if (await activate.isVisible()) await activate.click();
  await ehr.getByText('Active', { exact: true }).waitFor();
  await openConnection(tab, NAME);
  await openStep(tab, 'Register in the EHR');
  await tab.getByRole('radio', { name: /waiting for the EHR to activate/, checked: true }).waitFor();
  await tab.getByRole('button', { name: 'Check now' }).click();
  await tab.getByText('The EHR knows this client ID and our keys.').waitFor({ timeout: 45_000 });
  await tab.getByRole('radio', { name: 'The client is active' }).check();
  await tab.getByText(/^Active since /).waitFor();
  await look(tomas);
});

it('finds approver and organisers as one types', async () => {
  await openStep(tab, 'Approver and organisers');
  await look(tomas);
  const search = tab.getByRole('combobox', { name: 'Search for the approver' });
  await search.pressSequentially('pri', { delay: 20 });
  await tab.getByRole('option', { name: /^Priya Raman/ }).waitFor();
  await look(tomas, 'choosing-the-approver');
  await search.press('Escape');
  await search.fill('');
  await pickPerson(tab, 'Search for the approver', 'Priya Raman');
  await pickPerson(tab, 'Search for an organiser', 'Virtual Visits');
  await tab.getByText('Priya Raman').first().waitFor();
  await look(tomas);
});

it('checks the address item by item, with Microsoft’s side', async () => {
  await openStep(tab, 'Visits');
  await tab.getByRole('radio', { name: 'Epic connection status' }).check();
  const { setExternalConnectionStatusUrl } = world.sandbox.hospital.faces.practice;
  await tab
    .getByRole('textbox', { name: 'Address of the service' })
    .fill(setExternalConnectionStatusUrl ?? '');
  await look(tomas);
  await openStep(tab, 'EHR address');
  await waitUntilSaved(tab);
  await checkAddress(tab, 'right');
  for (const name of ['reachable', 'fhir-version', 'smart-configuration', 'ehr-keys', 'clock', 'client'])
    expect(await check(tab, name).getAttribute('data-outcome'), name).toBe('fine');
  await check(tab, 'meeting-policy').getByText('A meeting could be made, and was deleted again.').waitFor();
  await look(tomas, 'address-checked');
});

it('is proposed, and the approver is told by a card that opens the right place', async () => {
  await signInToTeams(world, priya, 'Priya Raman');
  await proposeDraft(tab, 'Our first EHR, for tests');
  await look(tomas);
  await appChat(priya).getByText('1 unread message').waitFor();
  await appChat(priya).click();
  await cards(priya).getByText('A connection waits for your approval').waitFor();
  await expectAccessible(priya);
  await screenshot(priya, 'approval-card');
  await cards(priya)
    .getByRole('link', { name: 'Open' })
    .or(cards(priya).getByRole('button', { name: 'Open' }))
    .click();
  await tabOf(priya).getByRole('heading', { level: 1, name: NAME }).waitFor();
  await tabOf(priya).getByRole('heading', { level: 2, name: 'Approval' }).waitFor();
  await tabOf(priya).getByText('Our first EHR, for tests').waitFor();
  await look(priya);
});

it('proves address and approver by a sign-in to the EHR, and then is approved as shown', async () => {
  const window = await signInToEhr(tabOf(priya), { account: 'Priya Raman', ehrUser: 'Ms Priya Raman' });
  await window.getByRole('heading', { name: 'The EHR knows you' }).waitFor();
  await expectAccessible(window);
  await window.close();
  const hers = tabOf(priya);
  await hers.getByText(/^You signed in to the EHR on /).waitFor();
  await look(priya);
  await approve(hers);
  await look(priya);
});

it('tells the proposer', async () => {
  await openChats(world, tomas);
  await appChat(tomas).click();
  await cards(tomas).getByText('A connection was approved').waitFor();
  expect(messagesOf(world, SAMPLE_OIDS.admin)).toHaveLength(1);
});

it('hands out the records, which the analyst pastes into the EHR', async () => {
  const hers = tabOf(priya);
  await openSection(hers, 'Integration records');
  await look(priya, 'integration-records');
  const records = await priya.context().newPage();
  await openAdministration(world, records, 'records');
  for (const record of ['Patient', 'Provider', 'Device test'] as const) {
    const form = recordForm(records, record);
    const fields = ['Meeting URL', 'Client ID', ...(record === 'Device test' ? [] : ['Context token'])];
    for (const field of fields) {
      await priya.bringToFront();
      await copy(hers, `Copy ${field} of: ${record} record`);
      await records.bringToFront();
      await paste(form.getByLabel(field === 'Context token' ? 'Context token (single)' : field));
    }
    await saveRecord(records, record);
  }
  expect(world.sandbox.hospital.control.record('practice', 'patient')).toMatchObject({
    clientId,
    contextToken: 'sessionId=%CSN%',
  });
  const token = recordForm(records, 'Provider').getByLabel('Context token (single)');
  await token.fill('sessionId=%CONFERENCEID% ');
  await saveRecord(records, 'Provider');
  await expectAccessible(records);
  ehr = records;
});

it('says what is wrong with what was pasted, and then that all is right', async () => {
  const hers = tabOf(priya);
  await openSection(hers, 'Check what was pasted');
  await checkPasted();
  await hers.getByText(/^\d things? (is|are) not right\.$/).waitFor();
  await hers.getByText('%CONFERENCEID% is for group visits. A single visit needs %CSN%.').waitFor();
  await look(priya);
  await toTop(hers.getByRole('list', { name: 'What was found' }));
  await screenshot(priya, 'pasted-record-checked');
  await openSection(hers, 'Integration records');
  await copy(hers, 'Copy Context token of: Provider record');
  await ehr.bringToFront();
  await paste(recordForm(ehr, 'Provider').getByLabel('Context token (single)'));
  await saveRecord(ehr, 'Provider');
  await openSection(hers, 'Check what was pasted');
  await checkPasted();
  await hers.getByText('All is as it should be.').waitFor();
  await look(priya);
});

/** Takes what stands in the EHR's provider record and has it compared. */
async function checkPasted(): Promise<void> {
  const hers = tabOf(priya);
  await hers.getByRole('combobox', { name: 'Which record?' }).selectOption({ label: 'Provider record' });
  const form = recordForm(ehr, 'Provider');
  for (const [field, label] of [
    ['Meeting URL', 'Meeting URL'],
    ['Client ID', 'Client ID'],
    ['Context token', 'Context token (single)'],
  ] as const)
    await hers.getByRole('textbox', { name: field }).fill(await form.getByLabel(label).inputValue());
  await hers.getByRole('button', { name: 'Check', exact: true }).click();
}

it('is rehearsed without a patient', async () => {
  const hers = tabOf(priya);
  const meetings = world.sandbox.cloud.cloud.meetings.size;
  await openSection(hers, 'Rehearsal');
  await hers.getByRole('button', { name: 'Rehearse now' }).click();
  await hers.getByText('Everything that has to be right is right.').waitFor({ timeout: 45_000 });
  await look(priya, 'rehearsal');
  expect(world.sandbox.cloud.cloud.meetings.size).toBe(meetings);
});

it('then serves: clinician and patient begin a visit, meet, and the EHR shows who is connected', async () => {
  const [clinician, patient] = await Promise.all([
    world.person({ viewport: DESK }),
    world.person({ viewport: PHONE, isMobile: true, hasTouch: true }),
  ]);
  const room = await arrive(world, {
    page: patient,
    as: 'whitfield',
    visit: 'whitfield',
    face: 'practice',
  });
  const meeting = await launchAsClinician(world, {
    page: clinician,
    as: 'ramos',
    visit: 'whitfield',
    face: 'practice',
    firstTimeAs: 'Dr. Diego Ramos',
  });
  await enterMeeting(meeting);
  await room.getByRole('heading', { level: 1, name: 'Your clinician is ready' }).waitFor();
  const inTeams = await followJoin(room);
  await enterLobby(inTeams, 'Jonah');
  await admit(meeting, 'Jonah');
  await Promise.all([sees(meeting, 'Jonah'), sees(inTeams, 'Dr. Diego Ramos')]);
  await visitLine(clinician, 'whitfield').getByText('Connected: Dr Diego Ramos').waitFor();
  await visitLine(clinician, 'whitfield').getByText('Connected: Jonah Whitfield').waitFor();
  await screenshot(clinician, 'first-visit');
  expect(
    world
      .told('practice', 'whitfield')
      .map(({ side, status }) => `${side} ${status}`)
      .sort(),
  ).toEqual(['clinician connected', 'patient connected']);
});

it('has broken nothing on the way', () => {
  expect(world.complaints).toEqual([]);
});
