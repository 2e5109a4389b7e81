import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../../../tests/browser/chromium.ts';
import { SAMPLE_OIDS } from '../cloud/sample-people.ts';
import {
  CLIENT_ID,
  MANIFEST_ID,
  startTestCloud,
  TENANT_ID,
  type TestCloud,
} from '../cloud/testing/test-cloud.ts';
import { mountTeamsPages } from './mount-teams-pages.ts';

let browser: Browser;
let cloud: TestCloud;
beforeAll(async () => {
  browser = await launchChromium();
  const tab = { appId: 'app', entityId: 'visits', contentUrl: 'http://127.0.0.1:1/', name: 'EHR Connector' };
  cloud = await startTestCloud({
    host: '::1',
    mountTeams: (app, server, model, services) =>
      mountTeamsPages({ app, server, cloud: model, ...services, tab: () => tab }),
  });
});
afterAll(async () => {
  await browser.close();
  await cloud.close();
});

it('signs a person in at Entra and shows what the bot sends and updates', async () => {
  await cloud.graph('POST', `/v1.0/users/${SAMPLE_OIDS.mei}/teamwork/installedApps`, {
    'teamsApp@odata.bind': await catalogApp(),
  });
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${cloud.url}/teams`);
  await page.getByRole('button', { name: /Mei Lin/ }).click();
  const chats = page.getByRole('navigation', { name: 'Chats' });
  await chats.getByText('No messages yet').waitFor();

  const conversation = await cloud.connector('POST', '/v3/conversations', {
    isGroup: false,
    bot: { id: `28:${CLIENT_ID}` },
    members: [{ id: SAMPLE_OIDS.mei }],
    tenantId: TENANT_ID,
    channelData: { tenant: { id: TENANT_ID } },
  });
  const activities = `/v3/conversations/${encodeURIComponent(conversation.body.id)}/activities`;
  const sent = await cloud.connector('POST', activities, cardActivity('A patient is waiting'));
  await chats.getByText('1 unread message').waitFor();
  await chats.getByRole('link').click();
  await page.getByRole('log').getByText('A patient is waiting').waitFor();

  await cloud.connector('PUT', `${activities}/${sent.body.id}`, cardActivity('The patient has left'));
  await page.getByRole('log').getByText('The patient has left').waitFor();
  expect(await page.title()).toBe('Chat | Teams');

  await page.locator('summary').click();
  await page.getByRole('link', { name: 'Switch account' }).click();
  await page.getByRole('heading', { name: 'Pick an account' }).waitFor();
});

async function catalogApp(): Promise<string> {
  const apps = await cloud.graph('GET', `/v1.0/appCatalogs/teamsApps?$filter=externalId eq '${MANIFEST_ID}'`);
  return `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${apps.body.value[0].id}`;
}

const cardActivity = (text: string) => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text }] },
    },
  ],
});
