/// <reference lib="dom" />
import type * as AdaptiveCards from 'adaptivecards';
import { CARD_LOOK } from './card-look.ts';
import { cardMarkdown } from './card-markdown.ts';
import { openLink } from './open-link.ts';

declare global {
  interface Window {
    /** The published renderer, loaded as a classic script. */
    readonly AdaptiveCards: typeof AdaptiveCards;
  }
}

/** What a press of `Action.Execute` carries to the bot. */
export interface ExecuteRequest {
  readonly verb: string;
  readonly data: unknown;
  readonly trigger: 'manual' | 'automatic';
}

/** Draws a card with the real renderer; null when it is not a card the renderer understands. */
export function drawCard(json: unknown, onExecute: (request: ExecuteRequest) => void): HTMLElement | null {
  const { AdaptiveCard, ExecuteAction, HostConfig, OpenUrlAction } = window.AdaptiveCards;
  AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = cardMarkdown(text);
    result.didProcess = true;
  };
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig(CARD_LOOK);
  card.onExecuteAction = (action) => {
    if (action instanceof OpenUrlAction && action.url !== undefined) openLink(action.url);
    if (action instanceof ExecuteAction) {
      onExecute({ verb: action.verb, data: action.data, trigger: 'manual' });
    }
  };
  card.parse(json);
  return card.render() ?? null;
}

/**
 * The action by which a card asks to be fetched anew for whoever looks at it.
 *
 * Without `userIds` it is meant for everybody, as in chats of at most 60 members.
 *
 * @see {@link https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards}
 */
export function refreshRequest(json: unknown, botUserId: string): ExecuteRequest | null {
  const refresh = (
    json as { refresh?: { action?: { verb?: string; data?: unknown }; userIds?: string[] } } | null
  )?.refresh;
  if (refresh?.action === undefined) return null;
  const { userIds = [] } = refresh;
  if (userIds.length > 0 && !userIds.includes(botUserId)) return null;
  return { verb: refresh.action.verb ?? '', data: refresh.action.data, trigger: 'automatic' };
}
