import type { AddressProblems, AppAddresses } from '../../administration/app-addresses.ts';
import type { AppRegistration } from '../../administration/app-registrations.ts';
import type { HospitalData } from '../../data/model.ts';
import type { PracticeFace } from '../../face.ts';
import { exactTime } from '../times.ts';
import { field, problemSummary } from './field.ts';
import { administrationPage, administrationPath, copyable, ENVIRONMENTS } from './frame.ts';

interface AppView {
  readonly face: PracticeFace;
  readonly data: HospitalData;
  readonly app: (AppRegistration & { readonly isActive: boolean }) | null;
  /** What stands in the form: what was sent, when it was not taken. */
  readonly values: AppAddresses;
  readonly problems: AddressProblems;
  readonly now: Date;
}

/** Registering the connector as an app of the EHR, as in the EHR vendor's own portal. */
export function appPage(view: AppView): string {
  const { face, data, app } = view;
  return administrationPage({
    face,
    part: 'app',
    data,
    title: 'App registration',
    byWhom:
      'In Epic, technical staff and the vendor of an app do this. The addresses come from the connector.',
    body: `${app === null ? '' : registered(face, app, view.now)}
      <section class="card stack"><h2>${app === null ? 'Register an app' : 'Registered addresses'}</h2>
      <p class="quiet">Addresses are compared exactly, to the last character.</p>${addressForm(view)}</section>
      ${app === null ? '' : removeForm(face)}`,
  });
}

function registered(face: PracticeFace, app: AppRegistration & { isActive: boolean }, now: Date): string {
  return `<section class="card stack" aria-labelledby="client"><h2 id="client">Client ID</h2>
    <p class="client-id">${copyable(app.clientId, 'client ID')}</p>
    <div id="app-state" data-live aria-live="polite">${app.isActive ? active(app) : activating(face, app, now)}</div></section>`;
}

function active(app: AppRegistration): string {
  return `<p><span class="pill good">Active</span> since ${exactTime(app.activeFrom)}. Sign-ins and launches with this client ID are let in.</p>`;
}

function activating(face: PracticeFace, app: AppRegistration, now: Date): string {
  const leftMs = app.activeFrom.getTime() - now.getTime();
  // A little late rather than early: the page then need not ask twice.
  return `<div class="waiting" data-refresh-in="${leftMs + 200}"><p><span class="pill warn">Activating</span> Until it is active, this EHR answers as if it did not know the client ID. In Epic that takes up to 12 hours; here, until ${exactTime(app.activeFrom)}.</p>
    <form method="post" action="${administrationPath(face, 'app')}/activate"><button class="button second">Activate now</button></form></div>`;
}

function addressForm({ face, app, values, problems }: AppView): string {
  const text = (name: keyof AppAddresses, label: string, hint: string): string =>
    field({ name, label, hint, value: values[name], problem: problems[name] ?? null });
  return `<form method="post" action="${administrationPath(face, 'app')}" class="stack" novalidate>
    ${problemSummary(Object.keys(problems).length)}
    ${app === null ? environmentChoice(face) : ''}
    ${text('providerLaunchUrl', 'Launch URL for providers', 'Ends in /provider')}
    ${text('patientLaunchUrl', 'Launch URL for patients', 'Ends in /patient')}
    ${text('deviceTestLaunchUrl', 'Launch URL for the device test', 'Ends in /device-test; may be left empty')}
    ${text('redirectUri', 'Redirect URI', 'Where sign-ins come back to')}
    ${text('jwksUri', 'JWK Set URL', 'Where the app publishes its public keys')}
    <div><button class="button">${app === null ? 'Register' : 'Save changes'}</button></div></form>`;
}

function environmentChoice(face: PracticeFace): string {
  const choices = ENVIRONMENTS.map(
    (one) =>
      `<label><input type="radio" name="environment" value="${one.face}"${one.face === face ? ' checked' : ''}> ${one.name}</label>`,
  );
  return `<fieldset class="choice"><legend>Environment</legend>${choices.join('')}</fieldset>`;
}

function removeForm(face: PracticeFace): string {
  const path = administrationPath(face, 'app');
  return `<section class="card stack"><h2>Start over</h2><p class="quiet">A new client ID replaces this one, which is then unknown here.</p>
    <div class="row"><form method="post" action="${path}/renew"><button class="button second">Issue a new client ID</button></form>
    <form method="post" action="${path}/remove"><button class="button second">Remove the registration</button></form></div></section>`;
}

/** What the form shows of an app, or of none. */
export function addressesOf(app: AppRegistration | null): AppAddresses {
  return {
    providerLaunchUrl: app?.providerLaunchUrl ?? '',
    patientLaunchUrl: app?.patientLaunchUrl ?? '',
    deviceTestLaunchUrl: app?.deviceTestLaunchUrl ?? '',
    redirectUri: app?.redirectUri ?? '',
    jwksUri: app?.jwksUri ?? '',
  };
}
