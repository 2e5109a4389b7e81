import { addMessage, openPersonalChat } from '@ehr-connector/sandbox/cloud/chats.ts';
import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { openTeamsPage } from '@ehr-connector/sandbox/teams/testing/teams-browser.ts';
import { startTeamsServer, type TeamsServer } from '@ehr-connector/sandbox/teams/testing/teams-server.ts';
import type { Notice } from '@ehr-connector/shared/domain/notices/notice.ts';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { expectAccessible } from '../../../tests/browser/axe.ts';
import { launchChromium } from '../../../tests/browser/chromium.ts';
import type { CardLocale } from './card-words.ts';
import { noticeMessage } from './notice-card.ts';
import { NOTICE_WORDS } from './notice-words.ts';

const NAME = 'Epic *testing* [x](https://evil.example)';
const BY = 'Tomás *Novák*';
const ORGANIZATION = 'Riverside *Health*';
const UNTIL = new Date('2026-12-07T12:00:00.000Z');
const REASON = 'Wrong _client_ id, see [here](https://evil.example)';

let browser: Browser;
let teams: TeamsServer;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  teams = await startTeamsServer();
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await teams.close();
});

/** A chat with one notice of each kind, as an administrator sees it. */
async function openChat(locale: CardLocale, width: number) {
  const { headline, by } = NOTICE_WORDS[locale];
  const chat = openPersonalChat(teams.cloud, { oid: SAMPLE_OIDS.amara, botAppId: 'bot', title: 'Visits' });
  for (const kind of Object.keys(headline) as Notice['kind'][]) {
    const notice = {
      kind,
      connectionName: NAME,
      reason: REASON,
      until: UNTIL,
      organizationName: ORGANIZATION,
      tenantId: 'tenant-1',
      ...(kind in by && { by: 'x' }),
    } as Notice;
    const card = noticeMessage({ notice, byName: BY, openUrl: `${teams.url}/l/entity/app/visits` }, locale)
      .attachments[0]?.content;
    addMessage(teams.cloud, chat, { fromBot: true, text: '', card });
  }
  const page = await openTeamsPage({ browser, teams, path: '/teams', as: SAMPLE_OIDS.amara, width });
  await page.getByRole('link', { name: /^Visits/ }).click();
  await page.getByText(headline['rehearsal-failed'], { exact: true }).waitFor();
  return page;
}

it.each([
  ['en-US', 1280],
  ['zh-CN', 1280],
  ['es-ES', 320],
] as const)('is drawn by the real renderer, whatever people wrote (%s, %i px)', async (locale, width) => {
  const page = await openChat(locale, width);
  const { headline, open } = NOTICE_WORDS[locale];
  for (const words of Object.values(headline))
    expect(await page.getByText(words, { exact: true }).count()).toBe(1);
  expect(await page.getByText(NAME).count()).toBe(Object.keys(headline).length);
  expect(await page.getByText(REASON).count()).toBe(1);
  for (const words of [ORGANIZATION, 'tenant-1']) expect(await page.getByText(words).count()).toBe(1);
  expect(await page.getByText(BY, { exact: true }).count()).toBe(3);
  expect(await page.getByText('2026').count()).toBeGreaterThan(0);
  expect(await page.getByText('{{').count()).toBe(0);
  expect(await page.getByText(open, { exact: true }).count()).toBe(Object.keys(headline).length);
  expect(await page.locator('a[href*="evil"]').count()).toBe(0);
  await expectAccessible(page);
});
