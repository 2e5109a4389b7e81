import type { DrawFailure } from '../server.ts';
import { failureText } from './failure-texts.ts';
import { preferredLanguage } from './languages.ts';
import { html, pageReply } from './page.ts';

/** A failure as a page somebody can act on: what happened, what to do or whom to ask, and the reference. */
export const drawFailurePage: DrawFailure = ({ status, code, reference }, request) => {
  const language = preferredLanguage(request.headers['accept-language']);
  const text = failureText(language, code);
  return pageReply({
    status,
    language,
    title: text.title,
    body: html`<h1>${text.title}</h1><p>${text.advice}</p><p class="reference">${text.reference} <code>${reference}</code></p>`,
  });
};
