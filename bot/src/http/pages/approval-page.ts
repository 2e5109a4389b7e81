import type { Reply } from '../reply.ts';
import type { DrawFailure, HttpRequest } from '../server.ts';
import { APPROVAL_TEXTS } from './approval-texts.ts';
import { drawFailurePage } from './failure-page.ts';
import { failureText } from './failure-texts.ts';
import { preferredLanguage } from './languages.ts';
import { html, pageReply } from './page.ts';

export interface ApprovalPage {
  readonly connectionName: string;
  readonly fhirBaseUrl: string;
  /** Of who is signed in with Microsoft; `username` is empty when the directory does not tell. */
  readonly account: { readonly displayName: string; readonly username: string };
  /** Where the form posts to. */
  readonly path: string;
  /** Origin of the EHR's authorisation endpoint. */
  readonly ehrOrigin: string;
}

/** Before the approver is sent to the EHR: who they are here, which address it is, and that nothing is read. */
export function drawApprovalPage(page: ApprovalPage, request: HttpRequest): Reply {
  const language = preferredLanguage(request.headers['accept-language']);
  const text = APPROVAL_TEXTS[language];
  const { displayName, username } = page.account;
  return pageReply({
    status: 200,
    language,
    title: text.title,
    // The EHR may send on to the hospital's own sign-in, whose address nobody told us.
    formTargets: [page.ehrOrigin, 'https:'],
    body: html`<h1>${text.title}</h1><p>${text.why}</p>
<dl><dt>${text.connection}</dt><dd>${page.connectionName}</dd><dt>${text.address}</dt><dd>${page.fhirBaseUrl}</dd>
<dt>${text.account}</dt><dd>${displayName}<br>${username}</dd></dl>
<p>${text.next}</p><p>${text.nothingRead}</p>
<form method="post" action="${page.path}"><button>${text.goOn}</button></form>
<p class="reference">${text.notYou}</p>`,
  });
}

/** After the EHR has said who they are. */
export function drawProvenPage(request: HttpRequest): Reply {
  const language = preferredLanguage(request.headers['accept-language']);
  const text = APPROVAL_TEXTS[language];
  return pageReply({
    status: 200,
    language,
    title: text.provenTitle,
    body: html`<h1>${text.provenTitle}</h1><p>${text.provenNext}</p><p>${text.provenClose}</p>`,
  });
}

/** For whom it is that may not go on, and how they can become who may. */
export const drawApprovalFailure: DrawFailure = (failure, request) => {
  if (failure.code !== 'not-allowed') return drawFailurePage(failure, request);
  const language = preferredLanguage(request.headers['accept-language']);
  const text = APPROVAL_TEXTS[language];
  const { reference } = failureText(language, failure.code);
  const signIn = `/signin?to=${encodeURIComponent(request.url.pathname)}`;
  return pageReply({
    status: failure.status,
    language,
    title: text.notApproverTitle,
    body: html`<h1>${text.notApproverTitle}</h1><p>${text.notApproverAdvice}</p>
<p><a href="${signIn}">${text.otherAccount}</a></p>
<p class="reference">${reference} <code>${failure.reference}</code></p>`,
  });
};
