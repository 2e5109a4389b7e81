import type { LaunchKind } from '../auth/launch-tokens.ts';
import type { Directory } from '../data/directory.ts';
import { type Clinician, fullName } from '../data/model.ts';
import { presenceOf, timeOf } from '../writeback/presence.ts';
import type { Writeback } from '../writeback/writeback-log.ts';
import { escapeHtml } from './html.ts';
import { faceNav, links, page } from './layout.ts';
import { type ScheduleRow, scheduleRows } from './schedule-rows.ts';
import { ageInYears, clockTime, dayName, exactTime } from './times.ts';

/** A clinician's day as the EHR shows it, with who is connected and what was written back. */
export function schedulePage(view: {
  readonly directory: Directory;
  readonly clinician: Clinician;
  readonly told: (sessionId: string) => readonly Writeback[];
  readonly built: (kind: LaunchKind) => boolean;
  readonly now: Date;
}): string {
  const { directory, clinician, told, now } = view;
  const { face, name } = directory.data;
  const chips = directory.withVisits.map((one) => ({
    href: `/schedule?face=${face}&as=${one.key}`,
    text: fullName(one.name),
    current: one.key === clinician.key,
  }));
  const department = directory.department(clinician.departmentId)?.name ?? '';
  const list = (rows: readonly ScheduleRow[]): string =>
    `<ol class="visits">${rows.map((row) => visitLine(row, view, told(row.sessionId))).join('')}</ol>`;
  const tomorrow = scheduleRows(directory, clinician.key, 'tomorrow');
  return page({
    title: `Schedule of ${fullName(clinician.name)}, ${name}`,
    face,
    brand: name,
    nav: faceNav(face, 'schedule'),
    style: 'schedule.css',
    live: true,
    body: `<div class="head"><div><h1>Today’s schedule</h1><p class="quiet">${escapeHtml(dayName(now))}, ${escapeHtml(fullName(clinician.name))}, ${escapeHtml(department)}</p></div>
      ${links(chips, 'Signed in as', 'chips')}</div>
      <h2 class="visually-hidden">Today</h2>${list(scheduleRows(directory, clinician.key, 'today'))}
      ${tomorrow.length > 0 ? `<h2>Tomorrow</h2>${list(tomorrow)}` : ''}`,
  });
}

interface LineView {
  readonly directory: Directory;
  readonly clinician: Clinician;
  readonly built: (kind: LaunchKind) => boolean;
  readonly now: Date;
}

function visitLine(row: ScheduleRow, view: LineView, told: readonly Writeback[]): string {
  const [visit] = row.visits;
  const over = visit.status !== 'booked';
  return `<li class="card visit${visit.video ? ' video' : ''}${over ? ' over' : ''}" data-visit="${escapeHtml(visit.key)}">
    <p class="time when">${clockTime(visit.start)} <span class="until">to ${clockTime(visit.end)}</span></p>
    <div>${whoComes(row, view)}</div>
    <div><span class="pill${visit.video ? ' video' : ''}">${escapeHtml(visit.type)}</span><p class="facts">${escapeHtml(visit.reason)}${alsoWith(row, view)}</p></div>
    <div id="presence-${escapeHtml(row.sessionId)}" data-live aria-live="polite">${presence(row, view, told)}</div>
    <div class="action">${action(row, view)}</div>
    ${visit.video && !over && visit.day === 'today' ? timeline(row, view, told) : ''}
  </li>`;
}

function whoComes({ visits }: ScheduleRow, { directory, now }: LineView): string {
  const patients = visits.flatMap((visit) =>
    visit.patientKey ? (directory.patient(visit.patientKey) ?? []) : [],
  );
  const [only] = patients;
  if (!only) return '<h3>No patient</h3><p class="facts">Clinicians only</p>';
  if (patients.length > 1) {
    const names = patients.map((one) => fullName(one.name)).join(', ');
    return `<h3>Group of ${patients.length}</h3><p class="facts">${escapeHtml(names)}</p>`;
  }
  const facts = `${ageInYears(only.birthDate, now)} years, MRN ${only.mrn}`;
  return `<h3>${escapeHtml(fullName(only.name))}</h3><p class="facts">${escapeHtml(facts)}</p>`;
}

function alsoWith({ visits: [visit] }: ScheduleRow, { directory, clinician }: LineView): string {
  const others = visit.clinicianKeys
    .filter((key) => key !== clinician.key)
    .flatMap((key) => directory.clinician(key) ?? [])
    .map((one) => fullName(one.name));
  return others.length > 0 ? `<br>with ${escapeHtml(others.join(', '))}` : '';
}

function presence(
  { visits: [visit] }: ScheduleRow,
  { directory }: LineView,
  told: readonly Writeback[],
): string {
  if (visit.status === 'cancelled') return '<span class="pill warn">Cancelled</span>';
  if (visit.status === 'fulfilled') return '<span class="pill">Completed</span>';
  if (!visit.video) return '<span class="pill">In person</span>';
  if (visit.day === 'tomorrow') return '';
  const people = presenceOf(told).map(({ who, side, status, since }) => {
    const name = directory.nameOf(who) ?? 'Guest';
    const word = status === 'connected' ? 'Connected' : 'Disconnected';
    return `<li class="${status}" data-side="${side}"><span class="dot" aria-hidden="true"></span><span><strong>${word}</strong>: ${escapeHtml(name)} <span class="since">since <time datetime="${since.toISOString()}">${clockTime(since)}</time></span></span></li>`;
  });
  if (people.length === 0) return '<span class="quiet">Nobody connected yet</span>';
  return `<ul class="presence">${people.join('')}</ul>`;
}

function action({ sessionId, visits: [visit] }: ScheduleRow, view: LineView): string {
  const { directory, clinician } = view;
  if (!visit.video || visit.status !== 'booked' || visit.day !== 'today') return '';
  if (!view.built('provider')) {
    const href = `/administration/${directory.data.face}/records#provider`;
    return `<p class="quiet">This visit type is not built yet. <a href="${href}">Integration records<span class="visually-hidden"> for the visit at ${clockTime(visit.start)}</span></a></p>`;
  }
  const href = `/schedule/launch/${directory.data.face}/${clinician.key}/${sessionId}`;
  return `<a class="button" target="_blank" rel="noopener" href="${escapeHtml(href)}">Begin virtual visit<span class="visually-hidden"> at ${clockTime(visit.start)}, opens in a new tab</span></a>`;
}

function timeline({ sessionId }: ScheduleRow, { directory }: LineView, told: readonly Writeback[]): string {
  const events = told.map((one) => {
    const at = timeOf(one);
    const name = directory.nameOf(one.who) ?? 'Guest';
    const again = one.duplicates > 0 ? ` <span class="quiet">(told ${one.duplicates + 1} times)</span>` : '';
    return `<li><time datetime="${at.toISOString()}">${exactTime(at)}</time> ${escapeHtml(name)} ${one.status}${again}</li>`;
  });
  const content =
    events.length > 0 ? `<ol>${events.join('')}</ol>` : '<p class="quiet">Nothing has been written back.</p>';
  return `<details class="timeline"><summary>Visit timeline</summary><div id="timeline-${escapeHtml(sessionId)}" data-live>${content}</div></details>`;
}
