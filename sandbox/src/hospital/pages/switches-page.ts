import { FAULT_AREAS, type Fault } from '../control/faults.ts';
import type { Writeback } from '../writeback/writeback-log.ts';
import { escapeHtml } from './html.ts';
import { page } from './layout.ts';
import { exactTime } from './times.ts';

/** What the switches offer, by the value a form sends. */
export const FAULT_CHOICES = [
  { value: 'down', text: 'Down: no answer at all' },
  { value: 'slow', text: 'Slow' },
  { value: '401', text: '401 Unauthorized' },
  { value: '412', text: '412 Precondition Failed' },
  { value: '429', text: '429 Too Many Requests' },
  { value: '500', text: '500 Server Error' },
  { value: '503', text: '503 Unavailable' },
  { value: 'drop-answer', text: 'Answer lost after the effect' },
] as const;

/** The page that makes the hospital misbehave. */
export function switchesPage(state: {
  readonly faults: readonly Fault[];
  readonly writebacks: readonly Writeback[];
}): string {
  return page({
    title: 'Switches, sandbox hospital',
    nav: [{ href: '/control', text: 'Switches', current: true }],
    style: 'switches.css',
    live: true,
    body: `<div><h1>Switches</h1><p class="quiet">Make the hospital misbehave, and see how the connector takes it.</p></div>
      <section class="card stack"><h2>Switch a fault on</h2>${faultForm()}</section>
      <section class="card stack"><h2>Faults that are on</h2>${faultList(state.faults)}</section>
      <section class="card stack"><h2>Written back</h2><div id="writebacks" data-live>${writebackList(state.writebacks)}</div></section>
      <form method="post" action="/control/start-again"><button class="button second">Start again with fresh data</button></form>`,
  });
}

function faultForm(): string {
  const options = (choices: readonly { readonly value: string; readonly text: string }[]): string =>
    choices.map(({ value, text }) => `<option value="${value}">${text}</option>`).join('');
  const areas = FAULT_AREAS.map((area) => ({ value: area, text: area }));
  return `<form method="post" action="/control/switch-on" class="switch-form">
    <label>Hospital<select name="face"><option value="epic">Epic-like</option><option value="plain">Plain FHIR</option><option value="practice">Practice, testing</option><option value="practice-prd">Practice, production</option></select></label>
    <label>Area<select name="area">${options(areas)}</select></label>
    <label>Fault<select name="fault">${options(FAULT_CHOICES)}</select></label>
    <label>Seconds (slow, Retry-After)<input name="seconds" type="number" min="0" max="600" value="5"></label>
    <label>For the next requests only<input name="count" type="number" min="1" max="1000" placeholder="all"></label>
    <button class="button">Switch on</button></form>`;
}

function faultList(faults: readonly Fault[]): string {
  if (faults.length === 0) return '<p class="quiet">Everything works.</p>';
  const rows = faults.map((fault) => {
    const left = fault.count === undefined ? 'until switched off' : `next ${fault.count}`;
    return `<li><span><strong>${fault.face}, ${fault.area}</strong>: ${escapeHtml(wordsFor(fault))}, ${left}</span>
      <form method="post" action="/control/switch-off"><input type="hidden" name="face" value="${fault.face}"><input type="hidden" name="area" value="${fault.area}"><button class="button second">Switch off<span class="visually-hidden"> ${fault.face}, ${fault.area}</span></button></form></li>`;
  });
  return `<ul class="rows">${rows.join('')}</ul>`;
}

function wordsFor(fault: Fault): string {
  if (fault.kind === 'slow') return `slow by ${fault.ms} ms`;
  if (fault.kind === 'status') return `answers ${fault.status}`;
  return fault.kind === 'down' ? 'down' : 'answer lost after the effect';
}

function writebackList(writebacks: readonly Writeback[]): string {
  if (writebacks.length === 0) return '<p class="quiet">Nothing yet.</p>';
  const rows = writebacks.map(
    (one) =>
      `<li><span>${one.seq}. ${exactTime(new Date(one.receivedAt))}, ${one.face}, visit ${escapeHtml(one.sessionId)}: ${one.side} ${one.status}${one.duplicates > 0 ? `, told ${one.duplicates + 1} times` : ''}</span><code>${escapeHtml(one.who)}</code></li>`,
  );
  return `<ol class="rows">${rows.join('')}</ol>`;
}
