import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** WCAG 2.2, levels A and AA: a page has to meet the earlier versions' criteria too. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * Fails with every rule that the page, as it is now and with its frames, breaks, and where.
 *
 * @param options.within a CSS selector of the part to look at; the whole page without it.
 */
export async function expectAccessible(
  page: Page,
  options: { readonly within?: string } = {},
): Promise<void> {
  await Promise.all(page.frames().map((frame) => frame.evaluate(untilNothingFades)));
  const builder = new AxeBuilder({ page }).withTags(TAGS);
  if (options.within !== undefined) builder.include(options.within);
  const { violations: reported, passes } = await builder.analyze();
  const violations = reported
    .map((violation) => ({ ...violation, nodes: violation.nodes.filter(({ html }) => !isFocusGuard(html)) }))
    .filter(({ nodes }) => nodes.length > 0);
  if (violations.length > 0) {
    const found = violations.map(({ id, help, nodes }) => {
      const places = nodes.map((node) => `    ${node.target.join(' ')}\n      ${node.html}`);
      return [`  ${id}: ${help}`, ...places].join('\n');
    });
    throw new Error(`${page.url()} is not accessible:\n${found.join('\n')}`);
  }
  if (passes.length === 0) throw new Error(`${page.url()}: nothing was there to be checked.`);
}

/** Colours are measured as they come to rest; what never ends, as a spinner, is not waited for. */
async function untilNothingFades(): Promise<void> {
  const ending = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
  await Promise.allSettled(ending.map(({ finished }) => finished));
}

/** Fluent UI's own marks at the ends of a page: what has the focus there hands it on at once, and nobody ever is in one. */
const isFocusGuard = (html: string): boolean => html.includes('data-tabster-dummy');
