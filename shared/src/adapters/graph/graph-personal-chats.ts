import type { PersonalChats } from '../../domain/arrivals/personal-chats.ts';
import { refused, retryLater, type Undelivered } from '../../domain/kernel/delivery.ts';
import { isDomainError } from '../../domain/kernel/domain-error.ts';
import { HttpFault } from '../http/bounded-fetch.ts';
import { GraphRefusal } from './graph-client.ts';
import type { InstalledApp } from './installed-app.ts';

/** Statuses below 500 after which the same request may succeed; 401 has been tried again with a new token. */
const PASSING: readonly number[] = [401, 408, 409, 423, 429];

/** Chats that exist because the app is installed for the person, who need never have spoken to the bot. */
export function graphPersonalChats(deps: { readonly app: InstalledApp }): PersonalChats {
  return {
    async open({ tenantId, entraObjectId, signal }) {
      try {
        return { conversationId: await deps.app.forPerson(tenantId, entraObjectId, signal) };
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
