import type { Response } from 'express';
import { FAULT_KINDS, FAULT_TARGETS, type Fault } from '../faults.ts';
import { type Html, html } from '../html.ts';
import { sendPage } from '../page.ts';
import type { LoggedRequest } from '../request-log.ts';
import type { CloudControl } from './control.ts';

const SHOWN_REQUESTS = 100;

const SCRIPT = `
const status = document.getElementById('status');
async function send(method, path, body) {
  const answer = await fetch('/control' + path, { method, headers: { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body) });
  if (answer.ok) location.reload();
  else status.textContent = (await answer.json()).error;
}
document.getElementById('fault').addEventListener('submit', (event) => {
  event.preventDefault();
  send('POST', '/faults', Object.fromEntries(new FormData(event.target)));
});
document.getElementById('clear').addEventListener('click', () => send('DELETE', '/faults'));
for (const button of document.querySelectorAll('[data-policy]')) {
  button.addEventListener('click', () =>
    send('POST', '/people/' + button.dataset.oid + '/meeting-policy', { action: button.dataset.policy }));
}
document.getElementById('reset').addEventListener('click', () => send('POST', '/reset', {}));
`;

/** The page on which the sandbox's switches are set by hand. */
export function sendControlPage(res: Response, control: CloudControl): void {
  const body = html`<p class="brand">Microsoft cloud · sandbox</p><h1>Control</h1>
<p class="quiet">Make a part of the cloud fail, and see what was asked of it.</p>
<form id="fault" class="actions">
<div><label for="target">Part</label><select id="target" name="target">${options(FAULT_TARGETS)}</select></div>
<div><label for="kind">Fault</label><select id="kind" name="kind">${options(FAULT_KINDS)}</select></div>
<div><label for="count">How often (empty: always)</label><input id="count" name="count" type="number" min="1"></div>
<div><label for="delayMs">Delay (ms)</label><input id="delayMs" name="delayMs" type="number" min="1" value="2000"></div>
<div><label for="retryAfterSeconds">Retry-After (s)</label><input id="retryAfterSeconds" name="retryAfterSeconds"
 type="number" min="1" value="1"></div>
<button class="button primary">Switch on</button></form>
<p class="alarm" id="status" role="status"></p>
<h2>Faults that are on</h2>${faultTable(control.faults())}
<div class="actions"><button class="button" id="clear">Switch all off</button>
<button class="button" id="reset">Reset faults, settings and log</button></div>
<h2>Application access policy</h2>
<p class="quiet">On whose behalf the app may hold meetings.</p>${policyTable(control.meetingPolicy())}
<h2>Latest requests</h2>${requestTable(control.requests().slice(-SHOWN_REQUESTS).toReversed())}`;
  sendPage(res, { title: 'Microsoft cloud control', body, wide: true, script: SCRIPT });
}

function options(names: readonly string[]): readonly Html[] {
  return names.map((name) => html`<option>${name}</option>`);
}

function faultTable(faults: readonly Fault[]): Html {
  if (faults.length === 0) return html`<p class="quiet">None.</p>`;
  const rows = faults.map(
    ({ target, kind, count }) =>
      html`<tr><td>${target}</td><td>${kind}</td><td>${count ?? 'always'}</td></tr>`,
  );
  return html`<table><thead><tr><th scope="col">Part</th><th scope="col">Fault</th><th scope="col">Left</th></tr></thead>
<tbody>${rows}</tbody></table>`;
}

function policyTable(people: ReturnType<CloudControl['meetingPolicy']>): Html {
  const rows = people.map(({ oid, displayName, isGranted }) => {
    const action = isGranted ? 'remove' : 'grant';
    return html`<tr><td>${displayName}</td><td>${isGranted ? 'Granted' : 'Not granted'}</td>
<td><button class="button" data-policy="${action}" data-oid="${oid}" aria-label="${isGranted ? 'Remove from' : 'Grant to'} ${displayName}">${isGranted ? 'Remove' : 'Grant'}</button></td></tr>`;
  });
  return html`<table><thead><tr><th scope="col">Person</th><th scope="col">Policy</th><th scope="col">Change</th></tr></thead>
<tbody>${rows}</tbody></table>`;
}

function requestTable(requests: readonly LoggedRequest[]): Html {
  if (requests.length === 0) return html`<p class="quiet">None yet.</p>`;
  const rows = requests.map(
    (request) => html`<tr><td>${request.at.toISOString().slice(11, 23)}</td><td>${request.direction}</td>
<td>${request.target}</td><td>${request.method} ${request.url}</td><td>${request.status ?? 'no answer'}</td>
<td>${request.fault ?? ''}</td></tr>`,
  );
  return html`<div class="scroll" role="region" aria-label="Latest requests" tabindex="0"><table><thead><tr>
<th scope="col">Time</th><th scope="col">Way</th><th scope="col">Part</th><th scope="col">Request</th>
<th scope="col">Answer</th><th scope="col">Fault</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
