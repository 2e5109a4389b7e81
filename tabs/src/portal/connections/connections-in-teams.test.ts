import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../tests/browser/axe.ts';
import { launchChromium } from '../../../../tests/browser/chromium.ts';
import { openConnections } from '../testing/open-connections.ts';
import { openInTeams } from '../testing/open-portal.ts';
import {
  EPIC_ID,
  MIXED_CHECKS,
  proposedRevision,
  reportOf,
  sampleContent,
  sampleDetail,
  sampleRevision,
} from '../testing/sample-connections.ts';
import { EDGAR } from '../testing/sample-people.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const STEPS = ['address', 'registration', 'people', 'visits', 'review'] as const;
const full = () =>
  sampleDetail({
    open: sampleRevision({
      content: sampleContent({
        onlyDepartments: ['10501'],
        shares: [{ tenantId: '0b1c2d3e-4f50-4a61-8b72-9c83ad94be05', departments: ['20301'] }],
        writeback: {
          kind: 'epic',
          url: 'https://fhir.northwind.example/status',
          method: 'GET',
          vendorName: 'Teams EHR Connector',
          connectedStatus: '1',
          disconnectedStatus: '2',
          clinicianIdType: '1',
          patientIdType: '2',
          authentication: 'basic',
        },
      }),
      registration: { state: 'waiting', since: '2026-11-20T09:30:00.000Z' },
      probe: reportOf(MIXED_CHECKS),
      missing: ['credentials', 'probe'],
    }),
  });

describe('inside Teams', () => {
  it('a deep link opens a part of a connection, with photos by the tab’s own sign-in', async () => {
    const { page, tab, service } = await openInTeams(browser, {
      subPageId: `connections/${EPIC_ID}/configuration/people`,
    });
    service.configuration.put(full());
    await page.reload();
    const reloaded = page.frames().find((frame) => frame.parentFrame() !== null) ?? tab;
    await reloaded.getByRole('heading', { level: 1, name: 'Northwind Epic' }).waitFor();
    await reloaded.getByText('Edgar Elm').first().waitFor();
    await reloaded.locator('img[src^="data:image/png"]').first().waitFor();
    expect(service.requests).toContain(`GET /api/people/${EDGAR.id}/photo`);
    await expectAccessible(page);
  });
});

describe('in every theme and language', () => {
  it.each([
    ['default', 'en-US', 1360],
    ['dark', 'es-ES', 1360],
    ['contrast', 'zh-CN', 1360],
    ['default', 'es-ES', 320],
    ['dark', 'zh-CN', 320],
    ['contrast', 'en-US', 320],
  ] as const)(
    '%s, %s, %i px: nothing is cut off, and everybody can read it',
    async (theme, locale, width) => {
      const options = { viewport: { width, height: 900 } };
      const { page, tab, service } = await openInTeams(browser, { theme, locale }, options);
      service.configuration.put(full());
      service.configuration.put(sampleDetail({ id: 'proposed', open: proposedRevision() }));
      await tab.locator('h1').waitFor();
      const screens = [
        '#/connections',
        '#/connections/proposed',
        ...STEPS.map((step) => `#/connections/${EPIC_ID}/configuration/${step}`),
      ];
      for (const hash of screens) {
        await tab.evaluate((to) => {
          window.location.hash = to;
        }, hash);
        await tab.waitForFunction(() => document.querySelectorAll('[aria-busy=true]').length === 0);
        await tab
          .locator(hash === '#/connections' ? '[data-connection]' : 'main h3')
          .first()
          .waitFor();
        expect(await tab.evaluate(() => document.documentElement.scrollWidth), hash).toBeLessThanOrEqual(
          width,
        );
        await expectAccessible(page);
      }
    },
    120_000,
  );

  it('keeps to the forced colours of the system', async () => {
    const hash = `#/connections/${EPIC_ID}/configuration/address`;
    const { page } = await openConnections(browser, [full()], hash, { forcedColors: 'active' });
    await page.locator('[data-check]').first().waitFor();
    // Chromium tells axe a link's fill colour as it was before it was forced: links are asked for their colour itself.
    for (const within of ['[data-check]', 'nav']) await expectAccessible(page, { within });
    const back = page.getByRole('link', { name: 'All connections' });
    const plain = page.getByRole('link', { name: 'Approval', exact: true });
    const colorOf = (link: typeof back) => link.evaluate((at) => getComputedStyle(at).color);
    expect(await colorOf(back)).toBe(await colorOf(plain));
  });
});

describe('by keyboard alone', () => {
  it('one gets from the list through the steps to the proposal', async () => {
    const { page, service } = await openConnections(browser, [sampleDetail({ open: sampleRevision() })]);
    await page.getByRole('heading', { level: 1, name: 'Connections' }).waitFor();
    const press = async (wanted: RegExp, key = 'Enter') => {
      const seen: string[] = [];
      for (let stops = 0; stops < 60; stops += 1) {
        await page.keyboard.press('Tab');
        const name = await page.evaluate(() => {
          const { activeElement: at } = document;
          const label = at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : null;
          return at?.getAttribute('aria-label') ?? label ?? at?.textContent ?? '';
        });
        seen.push(name);
        if (wanted.test(name)) return page.keyboard.press(key);
      }
      throw new Error(`${wanted} is not among ${seen.join(' | ')}`);
    };
    await press(/^Northwind Epic/);
    await page.getByRole('heading', { name: 'Step 1 of 5: EHR address' }).waitFor();
    await press(/^Check this address/);
    await page.getByText('Everything that has to be right is right.').waitFor();
    for (const step of ['Register in the EHR', 'Approver and organisers', 'Visits', 'Review and propose']) {
      await press(/^Save and continue/);
      await page.waitForFunction((name) => document.activeElement?.textContent?.endsWith(`: ${name}`), step);
    }
    await press(/^Propose for approval/);
    await page.getByText('Revision 1 waits for approval.').waitFor();
    expect(service.configuration.details.get(EPIC_ID)?.open?.state).toBe('proposed');
  });
});
