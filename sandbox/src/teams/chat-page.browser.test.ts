import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { expectAccessible } from '../../../tests/browser/axe.ts';
import { launchChromium } from '../../../tests/browser/chromium.ts';
import { addChat, addMessage, openPersonalChat, updateMessage } from '../cloud/chats.ts';
import type { Chat } from '../cloud/model.ts';
import { addGroups, sampleGroups } from '../cloud/sample-groups.ts';
import { SAMPLE_OIDS } from '../cloud/sample-people.ts';
import { openTeamsPage } from './testing/teams-browser.ts';
import { startTeamsServer, type TeamsServer } from './testing/teams-server.ts';

let browser: Browser;
let teams: TeamsServer;
let chat: Chat;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  teams = await startTeamsServer();
  teams.tab = { appId: 'app', entityId: 'visits', contentUrl: 'http://127.0.0.1:1/', name: 'EHR Connector' };
  chat = openPersonalChat(teams.cloud, { oid: SAMPLE_OIDS.amara, botAppId: 'bot', title: 'EHR Connector' });
  addChat(teams.cloud, { kind: 'group', title: 'Not for Amara', memberOids: [SAMPLE_OIDS.diego] });
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await teams.close();
});

const open = (options: { width?: number } = {}) =>
  openTeamsPage({ browser, teams, path: '/teams', as: SAMPLE_OIDS.amara, ...options });

const card = (state: string, more: Record<string, unknown> = {}) => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: `**${state}** since {{TIME(2026-03-02T10:24:00Z)}}`, wrap: true },
    { type: 'Input.Text', id: 'note', label: 'Note' },
  ],
  actions: [
    { type: 'Action.OpenUrl', title: 'Join', url: `${teams.url}/join/visit-1` },
    { type: 'Action.Execute', title: 'On my way', verb: 'acknowledge', data: { visit: 'v1' } },
  ],
  ...more,
});
const send = (content: unknown) => addMessage(teams.cloud, chat, { fromBot: true, text: '', card: content });

async function openChat(page: Page) {
  await page.getByRole('link', { name: /^EHR Connector/ }).click();
  await page.getByRole('heading', { name: 'EHR Connector' }).waitFor();
}

it('shows a new message as unread at once, and an update as nothing new', async () => {
  const page = await open();
  const chats = page.getByRole('navigation', { name: 'Chats' });
  await chats.getByText('No messages yet').waitFor();
  expect(await page.getByText('Not for Amara').count()).toBe(0);

  addMessage(teams.cloud, chat, { fromBot: false, text: 'Thank you', card: null });
  const message = send(card('Waiting'));
  await chats.getByText('1 unread message').waitFor();
  expect(await page.title()).toBe('(1) Chat | Teams');
  await expectAccessible(page);

  await openChat(page);
  await page.getByText('Waiting', { exact: true }).waitFor();
  await chats.getByText('1 unread message').waitFor({ state: 'detached' });
  await chats.getByRole('link').waitFor();

  await page.reload();
  await chats.getByRole('link', { name: /^EHR Connector/ }).waitFor();
  updateMessage(teams.cloud, chat, message, { text: '', card: card('In the meeting') });
  await page.getByText('In the meeting').waitFor();
  expect(await page.getByText('Waiting').count()).toBe(0);
  expect(await page.title()).toBe('Chat | Teams');
});

it("draws the card's functions, and opens its links in a new tab", async () => {
  send(card('Waiting'));
  const page = await open();
  await openChat(page);
  await page.getByText(/since \d+:\d+/).waitFor();
  const opened = page.context().waitForEvent('page');
  await page.getByRole('link', { name: 'Join' }).click();
  expect((await opened).url()).toBe(`${teams.url}/join/visit-1`);
  await expectAccessible(page);
});

it('carries a pressed button with its inputs to the bot, and shows the answer in its place', async () => {
  teams.answerCard = () => ({ kind: 'card', card: card('Acknowledged') });
  const message = send(card('Waiting'));
  const page = await open();
  await openChat(page);
  await page.getByRole('textbox', { name: 'Note' }).fill('two minutes');
  await page.getByRole('button', { name: 'On my way' }).click();
  await page.getByText('Acknowledged').waitFor();
  expect(teams.cardPresses).toEqual([
    {
      chatId: chat.id,
      messageId: message.id,
      oid: SAMPLE_OIDS.amara,
      trigger: 'manual',
      action: { verb: 'acknowledge', data: { visit: 'v1', note: 'two minutes' } },
    },
  ]);
});

it('says what the bot answered when it is no card', async () => {
  teams.answerCard = () => ({ kind: 'message', text: 'This visit is over.' });
  send(card('Waiting'));
  const page = await open();
  await openChat(page);
  await page.getByRole('button', { name: 'On my way' }).click();
  await page.getByText('This visit is over.').waitFor();
});

it('refreshes a card for those it names', async () => {
  const action = { type: 'Action.Execute', verb: 'refresh', data: {} };
  teams.answerCard = () => ({ kind: 'card', card: card('Only for you') });
  send(card('For others', { refresh: { action, userIds: ['29:somebody-else'] } }));
  send(card('For everybody', { refresh: { action, userIds: [`29:${SAMPLE_OIDS.amara}`] } }));
  const page = await open();
  await openChat(page);
  await page.getByText('Only for you').waitFor();
  await page.getByText('For others').waitFor();
  expect(teams.cardPresses.map(({ trigger }) => trigger)).toEqual(['automatic']);
});

it('sends what the person writes', async () => {
  const page = await open();
  await openChat(page);
  await page.getByRole('textbox', { name: 'Type a message' }).fill('hello');
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText('hello').waitFor();
  expect(chat.messages).toMatchObject([{ fromBot: false, text: 'hello' }]);
});

it('lets members add the app to a team or a group chat, and remove it', async () => {
  addGroups(teams.cloud, sampleGroups());
  const [team, group] = sampleGroups();
  teams.cloud.chats.get(team?.id ?? '')?.memberOids.add(SAMPLE_OIDS.amara);
  const page = await open();
  await page.getByRole('link', { name: /^EHR Connector/ }).click();
  await page.getByRole('heading', { name: 'EHR Connector' }).waitFor();
  expect(await page.getByRole('button', { name: 'Add EHR Connector' }).count()).toBe(0);
  await page.getByRole('link', { name: /^Cardiology virtual visits/ }).click();
  await page.getByRole('button', { name: 'Add EHR Connector' }).click();
  await page.getByRole('button', { name: 'Remove EHR Connector' }).waitFor();
  expect(teams.cloud.chats.get(team?.id ?? '')?.botInstalled).toBe(true);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Remove EHR Connector' }).click();
  await page.getByRole('button', { name: 'Add EHR Connector' }).waitFor();

  const cookie = await teams.signIn(SAMPLE_OIDS.amara);
  const add = (chatId: string) =>
    fetch(`${teams.url}/teams/chats/${encodeURIComponent(chatId)}/app`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: '{"added":true}',
    });
  expect([(await add(group?.id ?? '')).status, (await add(chat.id)).status]).toEqual([404, 404]);
});

it('follows a deep link of a card in the same window', async () => {
  const context = encodeURIComponent(JSON.stringify({ subEntityId: 'connection-7' }));
  const url = `${teams.url}/l/entity/app/visits?context=${context}`;
  send(card('Waiting', { actions: [{ type: 'Action.OpenUrl', title: 'Approve', url }] }));
  const page = await open();
  await openChat(page);
  await page.getByRole('link', { name: 'Approve' }).click();
  await page.waitForURL('**/teams/apps/app?context=*');
  expect(page.context().pages()).toHaveLength(1);
});

it('leads from the chat of a meeting to the meeting', async () => {
  const meeting = teams.openMeeting(SAMPLE_OIDS.amara, { subject: 'Virtual visit' });
  const page = await open();
  await page.getByRole('link', { name: /^Virtual visit/ }).click();
  expect(await page.getByRole('link', { name: 'Open meeting' }).getAttribute('href')).toBe(
    meeting.joinWebUrl,
  );
});

it('fits a narrow screen, in every theme', async () => {
  send(card('Waiting'));
  const page = await open({ width: 320 });
  for (const theme of ['Light', 'Dark', 'High contrast']) {
    await page.getByLabel('Theme').selectOption(theme);
    await expectAccessible(page);
    await openChat(page);
    await expectAccessible(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Back to chats' }).click();
  }
});

it('shows nobody the chats of others', async () => {
  send(card('Waiting'));
  expect((await fetch(`${teams.url}/teams/events`)).status).toBe(401);
  const cookie = await teams.signIn(SAMPLE_OIDS.diego);
  const path = `${teams.url}/teams/chats/${encodeURIComponent(chat.id)}`;
  const headers = { cookie, 'content-type': 'application/json' };
  const written = await fetch(`${path}/messages`, { method: 'POST', headers, body: '{"text":"hi"}' });
  expect(written.status).toBe(404);
  expect((await fetch(`${path}/read`, { method: 'POST', headers })).status).toBe(404);
});
