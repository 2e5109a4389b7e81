import type { PatientVisit } from '@ehr-connector/shared/contract/patient-visit.ts';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { expectAccessible } from '../../../../tests/browser/axe.ts';
import type { BuiltPage } from './built-page.ts';
import { startVisitService, type VisitService } from './visit-service.ts';

/** The page of a visit, and what a patient sees and does there. */
export interface OpenedVisit {
  readonly page: Page;
  readonly service: VisitService;
  heading(name: string): Locator;
  button(name: string): Locator;
  sees(text: string | RegExp): Promise<void>;
  isFocused(name: string): Promise<void>;
  /** What holds of every screen: nothing broke, everybody can use it, and it fits. */
  isSound(): Promise<void>;
}

/** Opens the page of a visit as it stands, in a browser window and with a service of its own until the test ends. */
export async function openVisit(
  { built, browser }: { readonly built: BuiltPage; readonly browser: Browser },
  visitNow: Partial<PatientVisit>,
  options: BrowserContextOptions & {
    readonly path?: string;
    readonly before?: (started: VisitService) => void;
  },
): Promise<OpenedVisit> {
  const { path, before, ...window } = options;
  const service = await startVisitService(built, visitNow);
  before?.(service);
  const context = await browser.newContext({ locale: 'en-US', ...window });
  onTestFinished(async () => {
    await context.close();
    await service.close();
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) complaints.push(message.text());
  });
  await page.goto(path === undefined ? service.visitUrl : service.origin + path);
  return {
    page,
    service,
    heading: (name) => page.getByRole('heading', { level: 1, name }),
    button: (name) => page.getByRole('button', { name, exact: true }),
    sees: (text) => page.getByText(text).first().waitFor(),
    isFocused: (name) =>
      expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(name),
    async isSound() {
      expect(complaints).toEqual([]);
      const overhang = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overhang).toBe(0);
      await expectAccessible(page);
    },
  };
}
