import {
  CLIENT_ID,
  CLIENT_SECRET,
  MANIFEST_ID,
  MEETING_PERMISSION,
  startTestCloud,
  type TestCloud,
} from '@ehr-connector/sandbox/cloud/testing/test-cloud.ts';
import { appTokens } from '@ehr-connector/shared/adapters/entra/app-tokens.ts';
import { createGraphClient } from '@ehr-connector/shared/adapters/graph/graph-client.ts';
import { graphPersonalChats } from '@ehr-connector/shared/adapters/graph/graph-personal-chats.ts';
import { graphInstalledApp } from '@ehr-connector/shared/adapters/graph/installed-app.ts';
import { boundedFetch } from '@ehr-connector/shared/adapters/http/bounded-fetch.ts';
import type { StaffChat } from '@ehr-connector/shared/domain/arrivals/staff-chat.ts';
import type { StaffNotices } from '@ehr-connector/shared/domain/notices/staff-notices.ts';
import { type BotTokens, createBotConnector, type Send } from './bot-connector.ts';
import type { Get } from './channel-tokens.ts';
import { createConversationLimits } from './conversation-limits.ts';
import { createStaffChat } from './staff-chat.ts';
import { createStaffNotices } from './staff-notices.ts';

const BOT_SCOPE = 'https://api.botframework.com/.default';
const clock = { now: () => new Date() };

/** The sandbox cloud, and the bot's way to it. */
export interface TeamsCloud {
  readonly cloud: TestCloud;
  readonly tokens: BotTokens;
  readonly get: Get;
  /** A new one each time, as in a replica that has just started. */
  staffChat(send?: Send): StaffChat;
  staffNotices(): StaffNotices;
}

export async function startTeamsCloud(): Promise<TeamsCloud> {
  const cloud = await startTestCloud();
  const send = boundedFetch({ allowInsecureLoopback: true });
  const tokens = appTokens({
    send,
    tokenUrl: (tenantId) => `${cloud.authority}/${tenantId}/oauth2/v2.0/token`,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    clock,
  });
  const botTokens: BotTokens = {
    get: () => tokens.get('botframework.com', BOT_SCOPE),
    drop: () => tokens.drop('botframework.com', BOT_SCOPE),
  };
  const graph = createGraphClient({ graphUrl: cloud.graphUrl, tokens, send });
  const app = graphInstalledApp({ graph, teamsAppId: MANIFEST_ID, chatPermissions: [MEETING_PERMISSION] });
  const { serviceUrl } = cloud;
  const fresh = (sendOnce: Send) => ({
    chats: graphPersonalChats({ app }),
    connector: createBotConnector({
      tokens: botTokens,
      send: sendOnce,
      serviceUrl,
      limits: createConversationLimits({ clock }),
    }),
  });
  return {
    cloud,
    tokens: botTokens,
    get: (url) => send(url),
    staffChat: (sendOnce = send) => createStaffChat({ ...fresh(sendOnce), serviceUrl }),
    staffNotices: () =>
      createStaffNotices({
        ...fresh(send),
        serviceUrl,
        teams: { webUrl: cloud.url, appId: MANIFEST_ID },
      }),
  };
}
