import { appTokens } from '@ehr-connector/shared/adapters/entra/app-tokens.ts';
import { graphPersonalChats } from '@ehr-connector/shared/adapters/graph/graph-personal-chats.ts';
import type { InstalledApp } from '@ehr-connector/shared/adapters/graph/installed-app.ts';
import type { AppTokens } from '@ehr-connector/shared/adapters/http/app-tokens.ts';
import type { BoundedFetch } from '@ehr-connector/shared/adapters/http/bounded-fetch.ts';
import type { Database } from '@ehr-connector/shared/adapters/postgres/database.ts';
import type { Config } from '@ehr-connector/shared/config/config.ts';
import type { Clock } from '@ehr-connector/shared/domain/kernel/clock.ts';
import type { SignalIntake } from '@ehr-connector/shared/domain/visits/intake.ts';
import { type BotTokens, createBotConnector } from './teams/bot-connector.ts';
import { createConversationLimits } from './teams/conversation-limits.ts';
import { createStaffChat } from './teams/staff-chat.ts';
import { createStaffNotices } from './teams/staff-notices.ts';
import { createTeamsBot } from './teams/teams-bot.ts';

/** The bot: what it hears in Teams, and what it tells staff there. */
export function composeTeams(deps: {
  readonly config: Config;
  readonly database: Database;
  readonly send: BoundedFetch;
  readonly app: InstalledApp;
  readonly intake: SignalIntake;
  readonly clock: Clock;
}) {
  const { config, database, send, app, intake, clock } = deps;
  const tokens = botTokensOf(
    config.BOT_ID,
    appTokens({
      send,
      tokenUrl: () => config.BOT_TOKEN_URL,
      clientId: config.BOT_ID,
      clientSecret: config.BOT_SECRET,
      clock,
    }),
  );
  const limits = createConversationLimits({ clock });
  const chat = {
    chats: graphPersonalChats({ app }),
    connector: createBotConnector({ tokens, send, serviceUrl: config.BOT_SERVICE_URL, limits }),
    serviceUrl: config.BOT_SERVICE_URL,
  };
  return {
    bot: createTeamsBot({
      botId: config.BOT_ID,
      openIdMetadataUrl: config.BOT_OPENID_METADATA_URL,
      tokens,
      get: (url) => send(url),
      finder: database.finder,
      intake,
      inTransaction: database.inTransaction,
    }),
    staffChat: createStaffChat(chat),
    staffNotices: createStaffNotices({
      ...chat,
      teams: { webUrl: config.TEAMS_WEB_URL, appId: config.TEAMS_APP_ID },
    }),
  };
}

/** The Bot Framework's tokens are of no tenant. */
function botTokensOf(botId: string, tokens: AppTokens): BotTokens {
  const scope = 'https://api.botframework.com/.default';
  return { get: () => tokens.get(botId, scope), drop: () => tokens.drop(botId, scope) };
}
