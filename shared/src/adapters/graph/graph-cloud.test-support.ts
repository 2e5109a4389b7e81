import {
  CLIENT_ID,
  CLIENT_SECRET,
  MANIFEST_ID,
  MEETING_PERMISSION,
  startTestCloud,
  type TestCloud,
} from '@ehr-connector/sandbox/cloud/testing/test-cloud.ts';
import { appTokens } from '../entra/app-tokens.ts';
import { boundedFetch } from '../http/bounded-fetch.ts';
import { createGraphClient, type GraphClient } from './graph-client.ts';
import { graphInstalledApp, type InstalledApp } from './installed-app.ts';

export const systemClock = { now: () => new Date() };

/** The sandbox cloud, and the service's way to its Graph. */
export interface GraphCloud {
  readonly cloud: TestCloud;
  readonly graph: GraphClient;
  readonly app: InstalledApp;
}

export async function startGraphCloud(): Promise<GraphCloud> {
  const cloud = await startTestCloud();
  const send = boundedFetch({ allowInsecureLoopback: true });
  const tokens = appTokens({
    send,
    tokenUrl: (tenantId) => `${cloud.authority}/${tenantId}/oauth2/v2.0/token`,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    clock: systemClock,
  });
  const graph = createGraphClient({ graphUrl: cloud.graphUrl, tokens, send });
  const app = graphInstalledApp({ graph, teamsAppId: MANIFEST_ID, chatPermissions: [MEETING_PERMISSION] });
  return { cloud, graph, app };
}

export const neverAborted = (): AbortSignal => new AbortController().signal;
