import { ClientConfiguration, Me } from '@ehr-connector/shared/contract/staff.ts';
import type { Host } from '../host/host.ts';
import { openHost } from '../host/open-host.ts';
import { type Api, createApi } from './api.ts';

/** Who uses the portal, where, and the service as they may use it. */
export interface Session {
  readonly host: Host;
  readonly api: Api;
  readonly me: Me;
}

/** The first step: where are we? Needs nobody signed in. */
export async function startHost(window: Window): Promise<Host> {
  const anonymous = createApi({
    fetch: window.fetch.bind(window),
    authorization: () => Promise.resolve(null),
  });
  const { entraClientId, teamsOrigins } = await anonymous.get(
    '/api/client-configuration',
    ClientConfiguration,
  );
  return openHost({ entraClientId, teamsOrigins, window });
}

/** Our service, asked in the name of who uses the host. */
export const apiOf = (host: Host, window: Window): Api =>
  createApi({ fetch: window.fetch.bind(window), authorization: host.authorization });

/** The second step: who are we? */
export async function startSession(host: Host, window: Window): Promise<Session> {
  const api = apiOf(host, window);
  return { host, api, me: await api.get('/api/me', Me) };
}

/** Microsoft sign-in for a plain browser window; comes back to where one was in the portal. */
export const signInPath = ({ hash }: Pick<Location, 'hash'>): string =>
  `/signin?to=${encodeURIComponent(`/tabs/${hash}`)}`;
