import { escapeHtml } from './html.ts';
import { page } from './layout.ts';

/** What a person sees when the EHR cannot go on, such as a launch with a wrong redirect URI. */
export function errorPage(error: string, description: string): string {
  return page({
    title: 'The hospital could not go on',
    body: `<section class="notice"><h1>The hospital could not go on</h1><p>${escapeHtml(description)}</p><p><code>${escapeHtml(error)}</code></p></section>`,
  });
}
