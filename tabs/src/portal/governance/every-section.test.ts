import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible } from '../../../../tests/browser/axe.ts';
import { launchChromium } from '../../../../tests/browser/chromium.ts';
import { openSection } from './testing/open-section.ts';
import { CONNECTION_ID, PROPOSAL } from './testing/sample-connection.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const SECTIONS = {
  approval: { 'en-US': 'Approval', 'es-ES': 'Aprobación', 'zh-CN': '审批' },
  records: { 'en-US': 'Integration records', 'es-ES': 'Registros de integración', 'zh-CN': '集成记录' },
  pasted: { 'en-US': 'Check what was pasted', 'es-ES': 'Comprobar lo pegado', 'zh-CN': '检查粘贴内容' },
  rehearsal: { 'en-US': 'Rehearsal', 'es-ES': 'Ensayo', 'zh-CN': '演练' },
  settings: { 'en-US': 'Settings', 'es-ES': 'Ajustes', 'zh-CN': '设置' },
  links: { 'en-US': 'Linked clinicians', 'es-ES': 'Profesionales vinculados', 'zh-CN': '已关联的临床医生' },
  sharing: { 'en-US': 'Sharing', 'es-ES': 'Uso compartido', 'zh-CN': '共享' },
  keys: { 'en-US': 'Keys', 'es-ES': 'Claves', 'zh-CN': '密钥' },
  history: { 'en-US': 'History', 'es-ES': 'Historial', 'zh-CN': '历史记录' },
} as const;
type Locale = keyof (typeof SECTIONS)['approval'];

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

it.each<[what: string, locale: Locale, options: BrowserContextOptions]>([
  ['320 pixels, dark, in Spanish', 'es-ES', { colorScheme: 'dark', viewport: { width: 320, height: 640 } }],
  ['a page at 200%, in Chinese', 'zh-CN', { viewport: { width: 640, height: 400 } }],
  ['a wide window in English', 'en-US', { viewport: { width: 1360, height: 800 } }],
])(
  'every section fits into and can be used by everybody at %s',
  async (_what, locale, options) => {
    const prepare: Parameters<typeof openSection>[2] = (configuration) => {
      const { detail } = configuration;
      configuration.detail = { ...detail, open: PROPOSAL, allowed: [...detail.allowed, 'decide'] };
    };
    const { page } = await openSection(browser, 'approval', prepare, { ...options, locale });
    for (const [section, titles] of Object.entries(SECTIONS)) {
      await page.evaluate((hash) => {
        window.location.hash = hash;
      }, `#/connections/${CONNECTION_ID}/${section}`);
      await page.getByRole('heading', { level: 2, name: titles[locale] }).waitFor();
      await expect.poll(() => page.locator('main :is([role=progressbar], [aria-busy=true])').count()).toBe(0);
      expect(await overflow(page), section).toBeLessThanOrEqual(0);
      await expectAccessible(page);
    }
  },
  60_000,
);

it('keeps its lines and marks where colours are forced', async () => {
  const { page, configuration } = await openSection(browser, 'pasted', undefined, { forcedColors: 'active' });
  configuration.pasted = [{ part: 'client-id', token: null, code: 'different', expected: 'a', found: null }];
  await page.getByRole('textbox', { name: 'Client ID' }).fill('b');
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  const mark = page.locator('mark').first();
  await mark.waitFor();
  expect(await mark.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
  expect(await mark.evaluate((element) => getComputedStyle(element).textDecorationLine)).toBe('underline');
});
