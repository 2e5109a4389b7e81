import { type BenchVisit, launchUrl } from './chart.ts';
import { expecting } from './http-client.ts';
import type { World } from './world.ts';

/** A patient's page that a launch has let in. */
export interface PatientSession {
  readonly visitId: string;
  /** `name=value` of the session's cookie. */
  readonly cookie: string;
}

/**
 * Follows a launch as a browser does, up to where the service sends it in the end.
 *
 * @returns the last redirect: the patient's page, or the meeting.
 */
export async function launch(
  { client, sandbox }: World,
  kind: 'patient' | 'provider',
  visit: BenchVisit,
): Promise<{ readonly location: string; readonly cookies: readonly string[] }> {
  const url = launchUrl(sandbox.hospital, kind, visit);
  const begun = await expecting(303, url, client.send(url));
  const back = await expecting(303, begun.location, client.send(begun.location));
  const cookie = begun.cookies.map(pairOf).join('; ');
  return await expecting(303, back.location, client.send(back.location, { headers: { cookie } }));
}

export async function launchAsPatient(world: World, visit: BenchVisit): Promise<PatientSession> {
  const { location, cookies } = await launch(world, 'patient', visit);
  const visitId = /\/visit\/([0-9a-f-]{36})$/.exec(location)?.[1];
  const cookie = cookies.map(pairOf).find((pair) => pair.startsWith(`__Host-visit-${visitId}=`));
  if (visitId === undefined || cookie === undefined) throw new Error('The launch did not lead to a visit.');
  return { visitId, cookie };
}

/** What the open page says of itself. */
export async function signal(
  { client, sandbox: { serviceUrl } }: Pick<World, 'client' | 'sandbox'>,
  { visitId, cookie }: PatientSession,
  page: { readonly pageId: string; readonly sequence: number },
): Promise<void> {
  const url = `${serviceUrl}/api/visits/${visitId}/signals`;
  const headers = { cookie, origin: serviceUrl, 'content-type': 'application/json' };
  const body = JSON.stringify({ ...page, kind: 'here' });
  await expecting(202, url, client.send(url, { method: 'POST', headers, body }));
}

const pairOf = (setCookie: string): string => setCookie.split(';')[0] ?? '';
