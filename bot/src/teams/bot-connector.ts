import { refused, retryLater, type Undelivered } from '@ehr-connector/shared/domain/kernel/delivery.ts';
import { isDomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import { z } from 'zod';
import type { ConversationLimits } from './conversation-limits.ts';

/** Tokens with which the bot speaks to its channel. */
export interface BotTokens {
  get(): Promise<string>;
  /** Says that the token is no longer taken. */
  drop(): void;
}

/** A `fetch` with bounds of time and size. */
export type Send = (
  url: string,
  request: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly signal: AbortSignal;
  },
) => Promise<Response>;

export interface BotConnector {
  /** @returns the new activity's id, or `null` when the channel took it and named none. */
  post(at: Conversation, activity: object): Promise<{ readonly activityId: string | null } | Undelivered>;
  /** Replaces an activity. @returns `null` when it is done. */
  put(at: Conversation, activityId: string, activity: object): Promise<Undelivered | null>;
}

export interface Conversation {
  readonly serviceUrl: string;
  readonly conversationId: string;
  readonly signal: AbortSignal;
}

/** Where Teams' connectors are, beside the configured address: the bot's token is sent nowhere else. */
const TEAMS_CONNECTORS: readonly string[] = [
  'https://smba.trafficmanager.net',
  'https://smba.infra.gcc.teams.microsoft.com',
  'https://smba.infra.gov.teams.microsoft.us',
  'https://smba.infra.dod.teams.microsoft.us',
];

/** Below 500, Teams asks to try these again. @see {@link https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit} */
const PASSING: readonly number[] = [401, 408, 412, 425, 429];

const LONGEST_WAIT_MS = 3_600_000;

/**
 * The part of the Bot Connector that proactive messages need, called directly: the SDK's client repeats a post by
 * itself after 502 and waits without bounds, and cannot be stopped.
 *
 * @see {@link https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference}
 */
export function createBotConnector(deps: {
  readonly tokens: BotTokens;
  readonly send: Send;
  readonly serviceUrl: string;
  readonly limits: ConversationLimits;
}): BotConnector {
  const trusted = new Set([new URL(deps.serviceUrl).origin, ...TEAMS_CONNECTORS]);

  async function call(
    method: 'POST' | 'PUT',
    { serviceUrl, conversationId, signal }: Conversation,
    path: string,
    activity: object,
  ): Promise<{ readonly answer: unknown } | Undelivered> {
    if (!URL.canParse(serviceUrl) || !trusted.has(new URL(serviceUrl).origin)) {
      return refused('the address is no connector of Teams');
    }
    const waitMs = deps.limits.waitMs(conversationId);
    if (waitMs !== null) return retryLater('the conversation’s limit', waitMs);
    const conversation = `v3/conversations/${encodeURIComponent(conversationId)}`;
    try {
      const response = await deps.send(`${serviceUrl.replace(/\/$/, '')}/${conversation}/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await deps.tokens.get()}`,
          'content-type': 'application/json; charset=utf-8',
        },
        body: JSON.stringify(activity),
        signal,
      });
      const answer: unknown = await response.json().catch(() => null);
      if (response.ok) return { answer };
      if (response.status === 401) deps.tokens.drop();
      return undelivered(response, answer);
    } catch (error) {
      return retryLater(isDomainError(error) ? error.code : 'the connector gave no answer');
    }
  }

  return {
    async post(at, activity) {
      const result = await call('POST', at, 'activities', activity);
      if ('outcome' in result) return result;
      const { success, data } = Posted.safeParse(result.answer);
      return { activityId: success ? data.id : null };
    },
    async put(at, activityId, activity) {
      const path = `activities/${encodeURIComponent(activityId)}`;
      const result = await call('PUT', at, path, { ...activity, id: activityId });
      return 'outcome' in result ? result : null;
    },
  };
}

const Posted = z.object({ id: z.string().min(1) });
const Refusal = z.object({
  subCode: z.string().optional(),
  error: z.object({ code: z.string().optional(), subCode: z.string().optional() }).optional(),
});

function undelivered({ status, headers }: Response, body: unknown): Undelivered {
  const { success, data } = Refusal.safeParse(body);
  const code = success ? (data.subCode ?? data.error?.subCode ?? data.error?.code) : undefined;
  // A code of Teams' own vocabulary, or nothing: what else the body says is not ours to repeat.
  const word = code !== undefined && /^\w{1,60}$/.test(code) ? ` ${code}` : '';
  const answer = `http ${status}${word}`;
  if (status < 500 && !PASSING.includes(status)) return refused(answer);
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return retryLater(answer, seconds >= 0 ? Math.min(seconds * 1_000, LONGEST_WAIT_MS) : null);
}
