import type { Reply } from '../reply.ts';
import type { HttpRequest } from '../server.ts';
import { APPROVAL_TEXTS } from './approval-texts.ts';
import { preferredLanguage } from './languages.ts';
import { html, pageReply } from './page.ts';

export interface ApprovalPage {
  /** Whose administrators ask. */
  readonly organizationName: string;
  readonly connectionName: string;
  readonly fhirBaseUrl: string;
  /** The EHR's authorisation endpoint, as the service found it. */
  readonly signInUrl: string;
  /** Of who is signed in with Microsoft; `username` is empty when the directory does not tell. */
  readonly account: { readonly displayName: string; readonly username: string };
  /** Where the form posts to. */
  readonly path: string;
}

/** Before the approver is sent to the EHR: who asks, who they are here, where they will sign in, and that nothing is read. */
export function drawApprovalPage(page: ApprovalPage, request: HttpRequest): Reply {
  const language = preferredLanguage(request.headers['accept-language']);
  const text = APPROVAL_TEXTS[language];
  const { displayName, username } = page.account;
  const { origin, pathname } = new URL(page.signInUrl);
  return pageReply({
    status: 200,
    language,
    title: text.title,
    // The EHR may send on to the hospital's own sign-in, whose address nobody told us.
    formTargets: [origin, 'https:'],
    body: html`<h1>${text.title}</h1><p>${text.why}</p>
<dl><dt>${text.organization}</dt><dd>${page.organizationName}</dd><dt>${text.connection}</dt><dd>${page.connectionName}</dd>
<dt>${text.address}</dt><dd>${page.fhirBaseUrl}</dd><dt>${text.signIn}</dt><dd>${origin}${pathname}</dd>
<dt>${text.account}</dt><dd>${displayName}<br>${username}</dd></dl>
<p>${text.next} <strong>${text.unknown}</strong></p><p>${text.nothingRead}</p>
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
