import type { LaunchKind } from '../auth/launch-tokens.ts';
import type { Directory, PortalUser } from '../data/directory.ts';
import { fullName, type Patient, type Visit } from '../data/model.ts';
import { escapeHtml } from './html.ts';
import { faceNav, links, page } from './layout.ts';
import { clockTime, dayName } from './times.ts';

/** As patient portals do: the button appears half an hour before a visit, and stays. */
const OPENS_BEFORE_MS = 30 * 60_000;

/** The portal of a patient, or of somebody who acts for patients. */
export function portalPage(view: PortalView): string {
  const { directory, user } = view;
  const { face, name } = directory.data;
  const upcoming = directory.data.visits
    .flatMap((visit) => {
      const acting = user.actsFor.find(({ patient }) => patient.key === visit.patientKey);
      return acting && visit.status !== 'fulfilled' ? [{ visit, patient: acting.patient }] : [];
    })
    .sort((one, other) => one.visit.start.getTime() - other.visit.start.getTime());
  const chips = directory.portalUsers.map((one) => ({
    href: `/portal?face=${face}&as=${one.key}`,
    text: one.name,
    current: one.key === user.key,
  }));
  return page({
    title: `Visits of ${user.name}, ${name}`,
    face,
    brand: `My ${name}`,
    nav: faceNav(face, 'portal'),
    style: 'portal.css',
    body: `<section class="welcome"><h1>Hello, ${escapeHtml(user.name)}</h1><p>${escapeHtml(summary(upcoming.length))}</p></section>
      <h2>Upcoming visits</h2>
      <ol class="appointments">${upcoming.map(({ visit, patient }) => appointment(visit, patient, view)).join('')}</ol>
      <h2>Sign in as somebody else</h2>${links(chips, 'Signed in as', 'chips')}`,
  });
}

function summary(count: number): string {
  if (count === 0) return 'You have no upcoming visits.';
  return count === 1 ? 'You have one upcoming visit.' : `You have ${count} upcoming visits.`;
}

interface PortalView {
  readonly directory: Directory;
  readonly user: PortalUser;
  readonly built: (kind: LaunchKind) => boolean;
  readonly now: Date;
}

function appointment(visit: Visit, patient: Patient, view: PortalView): string {
  const { directory, user } = view;
  const clinicians = visit.clinicianKeys
    .flatMap((key) => directory.clinician(key) ?? [])
    .map((one) => fullName(one.name));
  const department = directory.department(visit.departmentId)?.name ?? '';
  const isOwn = user.actsFor.length === 1 && user.key === patient.key;
  return `<li class="card appointment" data-visit="${escapeHtml(visit.key)}">
    <div class="calendar" aria-hidden="true"><span>${visit.start.toLocaleDateString('en-GB', { month: 'short' })}</span><strong>${visit.start.getDate()}</strong><span>${clockTime(visit.start)}</span></div>
    <div class="what"><h3>${escapeHtml(visit.type)} with ${escapeHtml(clinicians.join(' and '))}</h3>
      ${isOwn ? '' : `<p><strong>For ${escapeHtml(fullName(patient.name))}</strong></p>`}
      <p class="quiet">${escapeHtml(dayName(visit.start))} at ${clockTime(visit.start)}, ${escapeHtml(department)}</p>
      <p class="quiet">${escapeHtml(visit.reason)}</p></div>
    <div class="actions">${actions(visit, patient, view)}</div>
  </li>`;
}

function actions(visit: Visit, patient: Patient, view: PortalView): string {
  const { directory, user, now } = view;
  if (visit.status === 'cancelled') return '<span class="pill warn">Cancelled</span>';
  if (!visit.video) return '<span class="pill">At the clinic</span>';
  const link = (kind: 'launch' | 'device-test', text: string, className: string): string => {
    const href = `/portal/${kind}/${directory.data.face}/${user.key}/${visit.key}`;
    const detail = ` for ${fullName(patient.name)} at ${clockTime(visit.start)}, opens in a new tab`;
    return `<a class="${className}" target="_blank" rel="noopener" href="${escapeHtml(href)}">${text}<span class="visually-hidden">${escapeHtml(detail)}</span></a>`;
  };
  const isOpen = visit.start.getTime() - now.getTime() <= OPENS_BEFORE_MS;
  if (!view.built('patient')) return '<p class="quiet">This visit type is not built yet.</p>';
  const begin = isOpen
    ? link('launch', 'Begin virtual visit', 'button')
    : '<p class="quiet">You can begin 30 minutes before the visit.</p>';
  if (!view.built('device-test')) return begin;
  return `${begin}${link('device-test', 'Test your device', 'button second')}`;
}

/** Everybody who can sign in to the portal. */
export function portalChooser(directory: Directory): string {
  const { face, name } = directory.data;
  const people = directory.portalUsers.map((user) => {
    const detail = user.actsFor.some(({ patient }) => patient.key === user.key)
      ? 'Patient'
      : `For ${user.actsFor.map(({ patient }) => fullName(patient.name)).join(' and ')}`;
    return `<li><a class="person" href="/portal?face=${face}&amp;as=${escapeHtml(user.key)}"><strong>${escapeHtml(user.name)}</strong><span>${escapeHtml(detail)}</span></a></li>`;
  });
  return page({
    title: `Patient portal, ${name}`,
    face,
    brand: `My ${name}`,
    nav: faceNav(face, 'portal'),
    body: `<div><h1>Patient portal</h1><p class="quiet">Choose who you are. There is no password in the sandbox.</p></div><ul class="people">${people.join('')}</ul>`,
  });
}
