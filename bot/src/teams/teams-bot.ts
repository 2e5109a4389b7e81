import type { OrganizationFinder } from '@ehr-connector/shared/domain/organizations/organization.ts';
import type { InTransaction } from '@ehr-connector/shared/domain/stores.ts';
import type { SignalIntake } from '@ehr-connector/shared/domain/visits/intake.ts';
import { type Activity, TeamsActivityHandler } from 'botbuilder';
import { z } from 'zod';
import { preferredLanguage } from '../http/pages/languages.ts';
import { json, type Reply } from '../http/reply.ts';
import type { BotTokens } from './bot-connector.ts';
import { CARD_WORDS } from './card-words.ts';
import { type ChannelTokens, createChannelTokens, type Get } from './channel-tokens.ts';
import { createLanguageKeeping } from './language-keeping.ts';
import { meetingEventOf } from './meeting-events.ts';
import { createPlaceKeeping } from './places.ts';
import { createTeamsAdapter } from './teams-adapter.ts';

export interface TeamsBot {
  /**
   * Takes an activity that Teams posted.
   *
   * @returns 401 for what does not prove to come from Teams; otherwise once what it says is stored, or has no meaning for us.
   */
  receive(request: {
    readonly headers: { readonly authorization?: string | undefined };
    readonly body: unknown;
  }): Promise<Reply>;
}

const Envelope = z.looseObject({
  type: z.string().min(1),
  channelId: z.literal('msteams'),
  serviceUrl: z.url(),
});

export function createTeamsBot(deps: {
  readonly botId: string;
  /** Where the channel says which keys it signs with. */
  readonly openIdMetadataUrl: string;
  readonly tokens: BotTokens;
  readonly get: Get;
  readonly finder: Pick<OrganizationFinder, 'ofTenant'>;
  readonly intake: Pick<SignalIntake, 'fromRoster'>;
  readonly inTransaction: InTransaction;
}): TeamsBot {
  const { botId, openIdMetadataUrl: metadataUrl } = deps;
  const channel = createChannelTokens({ botId, metadataUrl, get: deps.get });
  const adapter = createTeamsAdapter({ botId, metadataUrl, tokens: deps.tokens });
  const handler = activityHandler(deps);

  return {
    async receive({ headers, body }) {
      const activity = Envelope.parse(body);
      const { authorization = '' } = headers;
      if (!(await isAuthentic(channel, authorization, activity.serviceUrl))) return json({}, 401);
      const answer = await adapter.receive(
        authorization,
        activity as unknown as Activity,
        async (context) => await handler.run(context),
      );
      return answer === undefined ? { status: 200 } : json(answer.body ?? {}, answer.status);
    },
  };
}

async function isAuthentic(
  channel: ChannelTokens,
  authorization: string,
  serviceUrl: string,
): Promise<boolean> {
  const token = /^Bearer ([\w.-]+)$/i.exec(authorization)?.[1];
  return token !== undefined && (await channel.isFromTeams(token, serviceUrl));
}

function activityHandler(deps: {
  readonly finder: Pick<OrganizationFinder, 'ofTenant'>;
  readonly intake: Pick<SignalIntake, 'fromRoster'>;
  readonly inTransaction: InTransaction;
}): TeamsActivityHandler {
  const handler = new TeamsActivityHandler();
  const keepLanguage = createLanguageKeeping(deps);
  handler.onTurn(async ({ activity }, next) => {
    await keepLanguage(activity);
    await next();
  });
  // All events, not the SDK's own for meetings: those throw on an event that lacks a member we do not need.
  handler.onEvent(async ({ activity }) => {
    const event = meetingEventOf(activity);
    const organizationId = event && (await deps.finder.ofTenant(event.tenantId));
    if (event === null || organizationId === null) return;
    const { threadId, sightings } = event;
    await deps.intake.fromRoster(organizationId, ({ visits }) => visits.ofThread(threadId), sightings);
  });
  const keepPlace = createPlaceKeeping(deps);
  // Nothing of the SDK's own follows: it would ask Teams for the names of new members.
  handler.onConversationUpdate(({ activity }) => keepPlace(activity));
  handler.onInstallationUpdate(({ activity }) => keepPlace(activity));
  handler.onMessage(async (context) => {
    // In a meeting's chat the patient would read it too.
    if (context.activity.conversation.conversationType !== 'personal') return;
    await context.sendActivity(CARD_WORDS[preferredLanguage(context.activity.locale)].cannotChat);
  });
  return handler;
}
