import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import type { ConnectionDetail, Revision } from '@ehr-connector/shared/contract/configuration.ts';
import type { DraftContent } from '@ehr-connector/shared/contract/connection-settings.ts';
import { type Answer, type Browser, createBrowser } from './browser.ts';
import { pickAccount } from './people.ts';
import type { World } from './world.ts';

/** Somebody of Microsoft 365 in the tab, whose every request carries a token of theirs. */
export interface Portal {
  ask(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  /** Asks for what has to succeed. */
  done<T = ConnectionDetail>(method: string, path: string, body?: unknown): Promise<T>;
}

export function openPortal(world: World, oid: string): Portal {
  const ask: Portal['ask'] = async (method, path, body, headers = {}) =>
    await createBrowser().open(`${world.serviceUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await world.cloud.ssoToken(oid)}`,
        ...(method !== 'GET' && { origin: world.serviceUrl }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  return {
    ask,
    async done(method, path, body) {
      const answer = await ask(method, path, body);
      if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
      return answer.text === '' ? undefined : JSON.parse(answer.text);
    },
  };
}

/** Adds a connection with an empty draft. @returns its id. */
export async function addConnection(admin: Portal, name: string): Promise<string> {
  const body = { name, environment: 'testing', ehr: 'epic' };
  return (await admin.done<{ id: string }>('POST', '/api/connections', body)).id;
}

export const pathOf = (connectionId: string, ...rest: readonly (string | number)[]): string =>
  ['/api/connections', connectionId, ...rest].join('/');

/** What is open of a connection, which has to be something. */
export function openOf({ open }: ConnectionDetail): Revision {
  if (open === null) throw new Error('nothing is open');
  return open;
}

/** Changes some of what the open draft holds, or begins one. */
export async function saveDraft(
  portal: Portal,
  connectionId: string,
  change: Partial<DraftContent>,
): Promise<Revision> {
  const { open, live, history } = await portal.done('GET', pathOf(connectionId));
  const { content } = open ?? live ?? history[0] ?? {};
  const body = { version: open?.version ?? null, content: { ...content, ...change }, note: 'as agreed' };
  return openOf(await portal.done('PUT', pathOf(connectionId, 'draft'), body));
}

/** Fills in a draft for the practice EHR, which knows the connector as its staff have registered it. */
export async function fillIn(
  world: World,
  admin: Portal,
  connectionId: string,
  approver: string,
): Promise<Revision> {
  const { registration } = await admin.done('GET', pathOf(connectionId));
  const launchUrl = (kind: string) => registration.launchUrls.find((url) => url.endsWith(kind)) ?? '';
  const app = world.hospital.control.registerApp('practice', {
    providerLaunchUrl: launchUrl('/provider'),
    patientLaunchUrl: launchUrl('/patient'),
    deviceTestLaunchUrl: launchUrl('/device-test'),
    redirectUri: registration.redirectUri,
    jwksUri: registration.keySetUrl,
  });
  world.hospital.control.activate('practice');
  return await saveDraft(admin, connectionId, {
    fhirBaseUrl: world.hospital.faces.practice.fhirBaseUrl,
    clientId: app.clientId,
    approver,
    organizers: [SAMPLE_OIDS.organizer],
    // Epic's would want the address of its service.
    writeback: { kind: 'none' },
  });
}

/** Probes what is open, as the page does. @returns the events. */
export async function probe(portal: Portal, connectionId: string): Promise<readonly TestEvent[]> {
  const answer = await portal.ask('POST', pathOf(connectionId, 'probe'), {});
  if (answer.status !== 200) throw new Error(`the probe: ${answer.status} ${answer.text}`);
  return eventsOf(answer.text);
}

export interface TestEvent {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export const eventsOf = (text: string): readonly TestEvent[] =>
  [...text.matchAll(/event: (\S+)\ndata: (.+)\n/g)].map(([, event = '', data = '']) => ({
    event,
    data: JSON.parse(data),
  }));

/** Fills in, probes and proposes. @returns the proposal. */
export async function proposed(
  world: World,
  admin: Portal,
  connectionId: string,
  approver: string,
): Promise<Revision> {
  await fillIn(world, admin, connectionId, approver);
  await probe(admin, connectionId);
  return await propose(admin, connectionId);
}

export async function propose(portal: Portal, connectionId: string): Promise<Revision> {
  const { version } = openOf(await portal.done('GET', pathOf(connectionId)));
  return openOf(await portal.done('POST', pathOf(connectionId, 'draft/propose'), { version }));
}

/** Opens the approval in a browser window: Microsoft first, then the page. */
export async function openApproval(
  world: World,
  browser: Browser,
  { connectionId, number }: { readonly connectionId: string; readonly number: number },
  oid: string,
): Promise<Answer> {
  const microsoft = await browser.follow(`${world.serviceUrl}/approval/${connectionId}/${number}`);
  return await browser.follow(await pickAccount(world, browser, microsoft, oid));
}

/** Presses the button of the approval page and signs in to the EHR. @returns where the EHR sends the browser. */
export async function signInToEhr(world: World, browser: Browser, page: Answer, as: string): Promise<URL> {
  const path = /action="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const begun = await browser.open(`${world.serviceUrl}${path}`, {
    method: 'POST',
    headers: { origin: world.serviceUrl },
  });
  if (begun.location === null) throw new Error(`not sent to the EHR: ${begun.status} ${begun.text}`);
  const signInPage = await browser.follow(begun.location);
  const chosen = await browser.open(signInPage.url, { method: 'POST', body: new URLSearchParams({ as }) });
  const isBack = (url: URL) => url.origin === new URL(world.serviceUrl).origin;
  if (chosen.location === null) throw new Error(`the EHR lets nobody in: ${chosen.status} ${chosen.text}`);
  const back = isBack(chosen.location) ? chosen : await browser.follow(chosen.location, isBack);
  if (back.location === null) throw new Error(`not sent back: ${back.status} ${back.text}`);
  return back.location;
}

/** Who is who in the practice EHR. */
export function ehrPerson(world: World, key: string): string {
  const data = world.hospital.control.people('practice');
  const clinician = data.clinicians.find((one) => one.key === key);
  if (clinician !== undefined) return `Practitioner/${clinician.id}`;
  const patient = data.patients.find((one) => one.key === key);
  if (patient === undefined) throw new Error(`nobody is called ${key}`);
  return `Patient/${patient.id}`;
}

/** All the way of an approver up to the proof. */
export async function provenApprover(
  world: World,
  proposal: { readonly connectionId: string; readonly number: number },
  oid: string,
  as = ehrPerson(world, 'raman'),
): Promise<Answer> {
  const browser = createBrowser();
  const page = await openApproval(world, browser, proposal, oid);
  return await browser.follow(await signInToEhr(world, browser, page, as));
}
