import { addMessage, openPersonalChat } from '@ehr-connector/sandbox/cloud/chats.ts';
import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { openTeamsPage } from '@ehr-connector/sandbox/teams/testing/teams-browser.ts';
import { startTeamsServer, type TeamsServer } from '@ehr-connector/sandbox/teams/testing/teams-server.ts';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { expectAccessible } from '../../../tests/browser/axe.ts';
import { launchChromium } from '../../../tests/browser/chromium.ts';
import { arrivalCard } from './arrival-card.ts';
import { CARD_WORDS, type CardLocale } from './card-words.ts';

const STATES = ['waiting', 'handed-over', 'lobby', 'in-meeting', 'left', 'unknown', 'ended'] as const;

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

/** A chat with one card in each state, as a clinician sees it. */
async function openChat(locale: CardLocale, width: number) {
  const chat = openPersonalChat(teams.cloud, { oid: SAMPLE_OIDS.amara, botAppId: 'bot', title: 'Visits' });
  for (const state of STATES) {
    const card = arrivalCard(
      {
        visitId: 'visit-1',
        scheduledStart: new Date('2026-01-05T10:30:00Z'),
        patientNumber: 2,
        department: 'Ear *Nose* [Throat]',
        show: { state, since: new Date('2026-01-05T10:27:00Z'), waitedMinutes: 3 },
        joinUrl: `${teams.url}/join/visit-1`,
      },
      locale,
    );
    addMessage(teams.cloud, chat, { fromBot: true, text: '', card });
  }
  const page = await openTeamsPage({ browser, teams, path: '/teams', as: SAMPLE_OIDS.amara, width });
  await page.getByRole('link', { name: /^Visits/ }).click();
  await page.getByText(CARD_WORDS[locale].headline.ended, { exact: true }).waitFor();
  return page;
}

it.each([
  ['en-US', 1280],
  ['zh-CN', 1280],
  ['es-ES', 320],
] as const)(
  'is drawn by the real renderer in every state, for everybody (%s, %i px)',
  async (locale, width) => {
    const page = await openChat(locale, width);
    const { headline, join } = CARD_WORDS[locale];
    for (const state of STATES) {
      expect(await page.getByText(headline[state], { exact: true }).count()).toBe(1);
    }
    expect(await page.getByText('TIME(').count()).toBe(0);
    expect(await page.getByText('Ear *Nose* [Throat]').count()).toBe(STATES.length);
    expect(await page.getByText(join, { exact: true }).count()).toBe(STATES.length - 1);
    await expectAccessible(page);
  },
);
