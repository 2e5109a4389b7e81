import type { AppRegistration } from '../../administration/app-registrations.ts';
import { fullName, type HospitalData } from '../../data/model.ts';
import { BASIC_USER } from '../../epic/basic-users.ts';
import type { FaceAddresses, PracticeFace } from '../../face.ts';
import { escapeHtml } from '../html.ts';
import { administrationPage, administrationPath, copyable } from './frame.ts';

/** Where one stands with this environment, and what the other side needs to know of it. */
export function overviewPage(view: {
  readonly face: PracticeFace;
  readonly data: HospitalData;
  readonly addresses: FaceAddresses;
  readonly app: (AppRegistration & { readonly isActive: boolean }) | null;
  readonly recordsFilledIn: number;
}): string {
  const { face, data } = view;
  return administrationPage({
    face,
    part: 'overview',
    data,
    title: 'Connect a telehealth app',
    byWhom:
      'What the technical staff and the analysts of the EHR do. No app is registered here until you do it.',
    body: `<section class="card stack"><h2>Where you stand</h2>${steps(view)}</section>
      <section class="card stack"><h2>What the Microsoft 365 administrator needs</h2>${facts(view)}</section>
      <div class="tiles">
        <section class="card"><h2>Departments</h2>${departments(data)}</section>
        <section class="card"><h2>Clinicians and staff</h2>${staff(data)}</section>
      </div>`,
  });
}

function steps({ face, app, recordsFilledIn }: Parameters<typeof overviewPage>[0]): string {
  const step = (done: boolean, state: string, text: string, href: string, link: string): string =>
    `<li class="${done ? 'done' : 'open'}"><div><h3>${escapeHtml(link)} <span class="pill${done ? ' good' : ''}">${escapeHtml(state)}</span></h3><p class="quiet">${escapeHtml(text)}</p></div>
     <a class="button second" href="${escapeHtml(href)}">Open<span class="visually-hidden"> ${escapeHtml(link)}</span></a></li>`;
  const appState = app === null ? 'not registered' : app.isActive ? 'active' : 'activating';
  return `<ol class="steps" id="steps" data-live>
    ${step(app?.isActive ?? false, appState, 'Enter the addresses that the connector’s configuration shows. You get a client ID.', administrationPath(face, 'app'), 'App registration')}
    ${step(recordsFilledIn === 3, `${recordsFilledIn} of 3`, 'Paste what the connector hands out once its configuration was approved.', administrationPath(face, 'records'), 'Integration records')}
    ${step(false, recordsFilledIn === 3 ? 'ready' : 'later', 'Begin a virtual visit as a clinician; then join it from the patient portal in another browser.', `/schedule?face=${face}`, 'Clinician’s schedule')}
  </ol>`;
}

function facts({ addresses, face }: Parameters<typeof overviewPage>[0]): string {
  const row = (name: string, value: string): string =>
    `<div><dt>${escapeHtml(name)}</dt><dd>${value}</dd></div>`;
  const service = addresses.setExternalConnectionStatusUrl;
  return `<dl class="facts">
    ${row('FHIR base URL (R4)', copyable(addresses.fhirBaseUrl, 'FHIR base URL'))}
    ${row('Environment', face === 'practice' ? 'Testing' : 'Production')}
    ${row('EHR', 'Epic')}
    ${service === null ? '' : row('SetExternalConnectionStatus', copyable(service, 'SetExternalConnectionStatus address'))}
    ${row('For Basic authentication', `<span>User</span> ${copyable(BASIC_USER.user, 'user')} <span>Password</span> ${copyable(BASIC_USER.password, 'password')}`)}
  </dl>`;
}

function departments(data: HospitalData): string {
  const rows = data.departments.map(
    ({ id, name }) => `<tr><td>${escapeHtml(name)}</td><td>${copyable(id, `id of ${name}`)}</td></tr>`,
  );
  return table(['Department', 'Id'], rows);
}

function staff(data: HospitalData): string {
  const rows = data.clinicians.map(
    (one) =>
      `<tr><td>${escapeHtml(fullName(one.name))}<br><span class="quiet">${escapeHtml(one.specialty)}</span></td><td>${copyable(one.id, `FHIR id of ${fullName(one.name)}`)}</td></tr>`,
  );
  return table(['Name', 'Practitioner id (FHIR)'], rows);
}

function table(heads: readonly string[], rows: readonly string[]): string {
  return `<table><thead><tr>${heads.map((head) => `<th scope="col">${escapeHtml(head)}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}
