import { revisionOfState } from '@ehr-connector/shared/domain/connections/approving-at-ehr.ts';
import type { ErrorCode } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import type { DrawFailure, HttpRequest } from '../server.ts';
import { APPROVAL_TEXTS, type ApprovalTexts } from './approval-texts.ts';
import { failureText } from './failure-texts.ts';
import { preferredLanguage } from './languages.ts';
import { type Html, html, pageReply } from './page.ts';

/** After these, signing in to the EHR once more may do. */
const WORTH_A_RETRY: ReadonlySet<ErrorCode | null> = new Set<ErrorCode>([
  'approval-unproven',
  'approval-refused-identity',
  'approval-refused-by-ehr',
  'ehr-unavailable',
]);

/** An approval that went wrong: what to do or to check, the way back to the proposal, and another try. */
export const drawApprovalFailure: DrawFailure = ({ status, code, reference }, request) => {
  const language = preferredLanguage(request.headers['accept-language']);
  const text = APPROVAL_TEXTS[language];
  const usual = failureText(language, code);
  const { title, advice } = wordsOf(code, text) ?? usual;
  const path = approvalPath(request);
  return pageReply({
    status,
    language,
    title,
    body: html`<h1>${title}</h1><p>${advice}</p>
${code === 'approval-refused-by-ehr' ? html`<ul>${text.checks.map((check) => html`<li>${check}</li>`)}</ul>` : ''}
${path === null ? '' : waysOn(code, path, request, text)}
<p class="reference">${usual.reference} <code>${reference}</code></p>`,
  });
};

/** The EHR sends launches and approvers to the same address: each is told what concerns it. */
export const drawCallbackFailure =
  (ofLaunches: DrawFailure): DrawFailure =>
  (failure, request) => {
    const state = request.url.searchParams.get('state') ?? '';
    return (revisionOfState(state) === null ? ofLaunches : drawApprovalFailure)(failure, request);
  };

/** Where the usual words are about launches, or about anybody. */
function wordsOf(code: ErrorCode | null, text: ApprovalTexts) {
  switch (code) {
    case 'not-allowed':
      return { title: text.notApproverTitle, advice: text.notApproverAdvice };
    case 'ehr-unavailable':
      return { title: text.silentTitle, advice: text.silentAdvice };
    default:
      return null;
  }
}

function waysOn(code: ErrorCode | null, path: string, request: HttpRequest, text: ApprovalTexts): Html {
  if (code === 'not-allowed')
    return html`<p><a href="/signin?to=${encodeURIComponent(path)}">${text.otherAccount}</a></p>`;
  const portal = `/tabs/#/connections/${encodeURIComponent(request.params.connection ?? '')}/approval`;
  const again = html`<p><a class="button" href="${path}">${text.again}</a></p>`;
  return html`${WORTH_A_RETRY.has(code) ? again : ''}<p><a href="${portal}">${text.toProposal}</a></p>`;
}

/** Of the approval's own page, or of the callback that comes from the EHR; `null` where the address tells of none. */
function approvalPath({ url, params }: HttpRequest): string | null {
  const number = params.number ?? revisionOfState(url.searchParams.get('state') ?? '');
  if (params.connection === undefined || number === null) return null;
  return `/approval/${encodeURIComponent(params.connection)}/${encodeURIComponent(number)}`;
}
