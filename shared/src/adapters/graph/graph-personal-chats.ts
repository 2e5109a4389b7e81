import type { PersonalChats } from '../../domain/arrivals/personal-chats.ts';
import { refused, retryLater, type Undelivered } from '../../domain/kernel/delivery.ts';
import { isDomainError } from '../../domain/kernel/domain-error.ts';
import { HttpFault } from '../http/bounded-fetch.ts';
import { GraphRefusal } from './graph-client.ts';
import type { InstalledApp } from './installed-app.ts';

/** Statuses below 500 after which the same request may succeed; 401 has been tried again with a new token. */
const PASSING: readonly number[] = [401, 408, 409, 423, 429];

const MAX_CHATS = 20_000;

/**
 * Chats that exist because the app is installed for the person, who need never have spoken to the bot.
 *
 * A chat that was had once is taken to be there still. So who blocks the bot or removes the app is not given it again
 * and again, and a card costs one request instead of three.
 */
export function graphPersonalChats(deps: { readonly app: InstalledApp }): PersonalChats {
  const known = new Map<string, string>();

  return {
    async open({ tenantId, entraObjectId, signal }) {
      const key = `${tenantId} ${entraObjectId}`;
      try {
        const conversationId = known.get(key) ?? (await deps.app.forPerson(tenantId, entraObjectId, signal));
        known.delete(key);
        known.set(key, conversationId);
        const [oldest] = known.keys();
        if (known.size > MAX_CHATS && oldest !== undefined) known.delete(oldest);
        return { conversationId };
      } catch (error) {
        return undelivered(error);
      }
    },
  };
}

function undelivered(error: unknown): Undelivered {
  if (error instanceof GraphRefusal) {
    const answer = `graph ${error.status} ${error.code}`;
    const isPassing = error.status >= 500 || PASSING.includes(error.status);
    return isPassing ? retryLater(answer, error.retryAfterMs) : refused(answer);
  }
  if (error instanceof HttpFault) return retryLater(`graph ${error.reason}`);
  if (isDomainError(error)) return retryLater(error.code);
  throw error;
}
