import { setTimeout as delay } from 'node:timers/promises';
import { addMessage } from '../chats.ts';
import type { Deliveries } from '../deliveries.ts';
import type { CallEvent, Chat } from '../model.ts';
import type { CloudWorld } from '../world.ts';
import {
  type Activity,
  callActivity,
  cardActivity,
  installationActivities,
  textActivity,
} from './activities.ts';
import { type CardActionAnswer, readCardAnswer } from './card-answer.ts';

const INVOKE_TIMEOUT_MS = 15_000;
const TOKEN_SECONDS = 3600;

/** The way from Teams to the bot. */
export interface BotChannel {
  /** The token that proves to the bot that an activity comes from its channel. */
  signActivity(activity: { readonly serviceUrl: string }): Promise<string>;
  /** Somebody presses a button of a card, or a client refreshes it. */
  invokeCardAction(press: {
    chatId: string;
    messageId: string;
    action: { verb: string; data: unknown; id?: string };
    oid: string;
    trigger?: 'manual' | 'automatic';
  }): Promise<CardActionAnswer>;
  /** Somebody writes into a chat. */
  sendText(chat: Chat, oid: string, text: string): void;
  close(): void;
}

/** Starts telling the bot what happens in the cloud. */
export function openBotChannel(deps: { world: CloudWorld; deliveries: Deliveries }): BotChannel {
  const { world, deliveries } = deps;
  const { cloud } = world;

  const onCall = (event: CallEvent): void => {
    const activity = callActivity(world, event);
    if (activity !== null) post(event.meeting.chatId, activity);
  };
  const onInstallation = (change: { chat: Chat; action: 'add' | 'remove'; byOid: string | null }): void => {
    for (const activity of installationActivities(world, change)) post(change.chat.id, activity);
  };
  cloud.events.on('call', onCall).on('installation', onInstallation);

  return {
    signActivity,
    async invokeCardAction({ chatId, messageId, action, oid, trigger = 'manual' }) {
      const chat = cloud.chats.get(chatId);
      if (chat === undefined) return { kind: 'failed', reason: 'There is no such chat.' };
      const activity = cardActivity(world, { chat, messageId, oid, action, trigger });
      const fault = world.faults.take('activities', world.registration().bot.endpoint);
      if (fault !== null && fault.kind !== 'duplicate') {
        if (!['slow', 'delay', 'out-of-order'].includes(fault.kind)) return unreachable();
        await delay(fault.delayMs);
      }
      try {
        const response = await request(activity, AbortSignal.timeout(INVOKE_TIMEOUT_MS));
        return readCardAnswer(response.status, await response.json().catch(() => null));
      } catch {
        return unreachable();
      }
    },
    sendText(chat, oid, text) {
      addMessage(cloud, chat, { fromBot: false, text, card: null });
      // Among several people a bot hears only what mentions it, and nobody here mentions anybody.
      if (chat.botInstalled && chat.kind === 'personal') {
        post(chat.id, textActivity(world, chat, oid, text));
      }
    },
    close() {
      cloud.events.off('call', onCall).off('installation', onInstallation);
      deliveries.close();
    },
  };

  function post(queue: string, activity: Activity): void {
    const { endpoint } = world.registration().bot;
    if (endpoint === '') return;
    deliveries.add(queue, {
      url: endpoint,
      async send(signal) {
        const response = await request(activity, signal);
        await response.arrayBuffer();
        return response.status;
      },
    });
  }

  async function request(activity: Activity, signal: AbortSignal): Promise<globalThis.Response> {
    return fetch(world.registration().bot.endpoint, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        Authorization: `Bearer ${await signActivity(activity)}`,
      },
      body: JSON.stringify(activity),
      signal,
      redirect: 'manual',
    });
  }

  function signActivity(activity: { readonly serviceUrl: string }): Promise<string> {
    const claims = {
      iss: BOT_TOKEN_ISSUER,
      aud: world.registration().bot.appId,
      serviceurl: activity.serviceUrl,
    };
    return world.channelKeys.sign(claims, TOKEN_SECONDS);
  }
}

/** `iss` of the tokens the channel sends to bots. */
export const BOT_TOKEN_ISSUER = 'https://api.botframework.com';

function unreachable(): CardActionAnswer {
  return { kind: 'failed', reason: 'Unable to reach app. Please try again.' };
}
