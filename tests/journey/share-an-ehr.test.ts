import { SAMPLE_OIDS, SECOND_TENANT_ID } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { expectAccessible } from '../browser/axe.ts';
import { screenshot } from '../browser/screenshot.ts';
import { launchLeadsTo } from './hospital-pages.ts';
import {
  approveProposal,
  openConnection,
  openConnections,
  openSection,
  openStep,
  openTab,
  type Portal,
  proposeDraft,
} from './portal-pages.ts';
import { connectionIdOf, draftPractice, fillIn, fillInRecords } from './practice-connection.ts';
import { pickAccount } from './teams-pages.ts';
import { openWorld, type World } from './world.ts';

const DESK = { width: 1280, height: 900 };
const OURS = 'Lakeview Epic';
const THEIRS = 'Lakeview, shared with Lakeside';
const DIABETES_CARE = '20102';

// A step of a journey is many pages.
vi.setConfig({ testTimeout: 90_000 });

let world: World;
let tab: Portal;
let sam: Page;
let ownId: string;

beforeAll(async () => {
  world = await openWorld({ secondOrganization: 'admitted' });
  tab = await openTab(world, await world.person({ viewport: DESK }), 'Tomás Novák');
  sam = await world.person({ viewport: DESK });
});
afterAll(() => world.close());

it('lets another organisation’s Teams administrator enter it, with nobody’s help', async () => {
  const freya = await world.person({ viewport: DESK });
  await freya.goto(`${world.sandbox.serviceUrl}/tabs/`);
  await freya.getByRole('link', { name: 'Sign in with Microsoft' }).click();
  await pickAccount(freya, 'Freya Lund');
  await freya.getByRole('textbox', { name: 'Name of your organisation' }).fill('Lakeside Health');
  const begin = freya.getByRole('button', { name: 'Begin with Lakeside Health' });
  await begin.waitFor();
  await expectAccessible(freya);
  await screenshot(freya, 'begin-with-your-organisation');
  await begin.click();
  await freya.getByRole('heading', { name: 'Connect your EHR to Teams' }).waitFor();
  await expectAccessible(freya);
  await screenshot(freya, 'first-connection');
});

it('knows the others of that organisation from then on', async () => {
  await sam.goto(`${world.sandbox.serviceUrl}/tabs/`);
  await sam.getByRole('link', { name: 'Sign in with Microsoft' }).click();
  await pickAccount(sam, 'Dr. Sam Stranger');
  await openConnections(sam);
  await sam.getByRole('heading', { name: 'Connect your EHR to Teams' }).waitFor();
});

it('is invited by a proposal that the approver of the EHR approves', async () => {
  await draftPractice(world, tab, { name: OURS, approver: 'Priya Raman', organizer: 'Virtual Visits' });
  ownId = connectionIdOf(tab);
  await openStep(tab, 'Visits');
  await tab.getByRole('button', { name: 'Share with an organisation' }).click();
  const share = tab.getByRole('group', { name: 'Organisation 1' });
  await share.getByRole('textbox', { name: 'Microsoft tenant ID' }).fill(SECOND_TENANT_ID);
  await share.getByRole('textbox', { name: 'Department IDs' }).fill(DIABETES_CARE);
  await proposeDraft(tab, 'Lakeside has its own Teams');
  const hers = await openTab(world, await world.person({ viewport: DESK }), 'Priya Raman');
  await approveProposal(hers, { connection: OURS, account: 'Priya Raman' });
});

it('accepts, and has a connection of its own, which is configured and approved there', async () => {
  await sam.reload();
  await sam.getByText('Riverside Health shares its EHR with you').waitFor();
  await expectAccessible(sam);
  await sam.getByRole('button', { name: 'Accept the invitation of Riverside Health' }).click();
  const dialog = sam.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(THEIRS);
  await dialog.getByRole('button', { name: 'Accept', exact: true }).click();
  await sam.getByRole('heading', { level: 1, name: THEIRS }).waitFor();
  expect(connectionIdOf(sam)).not.toBe(ownId);
  // As their administrators grant it in Teams PowerShell.
  world.sandbox.cloud.control.setMeetingPolicy(SAMPLE_OIDS.stranger, true);
  await fillIn(world, sam, {
    face: 'practice',
    approver: 'Dr. Sam Stranger',
    organizer: 'Dr. Sam Stranger',
  });
  const id = connectionIdOf(sam);
  await proposeDraft(sam, 'Diabetes Care comes to us');
  await approveProposal(sam, { connection: THEIRS });
  fillInRecords(world, id);
});

it('begins visits of its own departments, and no others', async () => {
  await launchLeadsTo(world, 'You are in the waiting room', 'rahman');
  await launchLeadsTo(world, 'This visit is of a department that begins elsewhere', 'whitfield');
});

it('is stopped at once when the share is revoked', async () => {
  await openConnection(tab, OURS);
  await openSection(tab, 'Sharing');
  await tab.getByText('Accepted', { exact: true }).waitFor();
  await tab.getByRole('button', { name: `Revoke the share with ${SECOND_TENANT_ID}` }).click();
  await tab
    .getByRole('alertdialog', { name: 'Revoke this share?' })
    .getByRole('button', { name: 'Revoke the share' })
    .click();
  await tab.getByText('Revoked', { exact: true }).waitFor();
  await launchLeadsTo(world, 'Virtual visits are switched off', 'rahman');
});

it('has broken nothing on the way', () => {
  expect(world.complaints).toEqual([]);
});
