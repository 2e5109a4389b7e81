import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type InvokeResponse,
  type TurnContext,
} from 'botbuilder';
import type { BotTokens } from './bot-connector.ts';
import { CHANNEL_ISSUER } from './channel-tokens.ts';

type Credentials = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1]>;
type Logic = (context: TurnContext) => Promise<void>;

/** The SDK's adapter, without its handling of HTTP: that prints what fails, and answers with its message. */
class TeamsAdapter extends CloudAdapter {
  async receive(
    authorization: string,
    activity: Activity,
    logic: Logic,
  ): Promise<InvokeResponse | undefined> {
    return await this.processActivity(authorization, activity, logic);
  }
}

/** @param deps.tokens with which the bot answers; the SDK fetches none itself. */
export function createTeamsAdapter(deps: {
  readonly botId: string;
  readonly metadataUrl: string;
  readonly tokens: BotTokens;
}): TeamsAdapter {
  const credentials: Credentials = {
    isValidAppId: async (appId) => appId === deps.botId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => ({
      async signRequest(request) {
        request.headers.set('authorization', `Bearer ${await deps.tokens.get()}`);
        return request;
      },
    }),
  };
  const settings = {
    MicrosoftAppId: deps.botId,
    ValidateAuthority: true,
    ToBotFromChannelTokenIssuer: CHANNEL_ISSUER,
    ToBotFromChannelOpenIdMetadataUrl: deps.metadataUrl,
    // Tokens of the Emulator never come this far; its keys are nowhere.
    ToBotFromEmulatorOpenIdMetadataUrl: deps.metadataUrl,
    ToChannelFromBotOAuthScope: CHANNEL_ISSUER,
    // Never called: credentials are ours, and nobody signs in through the bot.
    ToChannelFromBotLoginUrl: CHANNEL_ISSUER,
    OAuthUrl: CHANNEL_ISSUER,
  };
  return new TeamsAdapter(new ConfigurationBotFrameworkAuthentication(settings, credentials));
}
