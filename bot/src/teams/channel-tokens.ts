import { DAY_MS } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { DomainError, isDomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose';
import { z } from 'zod';

/** Who signs what Teams sends to bots. @see {@link https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication} */
export const CHANNEL_ISSUER = 'https://api.botframework.com';

const CHANNEL = 'msteams';
const SKEW_SECONDS = 300;
/** Keys change seldom; one that is not known is looked for at once, at most every half minute. */
const KEYS_FRESH_MS = DAY_MS;

const Metadata = z.object({ jwks_uri: z.url({ protocol: /^https?$/ }) });

/** A GET with bounds of time and size. */
export type Get = (url: string) => Promise<Response>;

export interface ChannelTokens {
  /**
   * @returns whether the token proves that the Teams channel sent an activity of this service address to our bot.
   * @throws {DomainError} `entra-unavailable` when the channel's keys cannot be had.
   */
  isFromTeams(token: string, serviceUrl: string): Promise<boolean>;
}

/**
 * Looks at a token before the SDK does: the SDK also takes tokens of the Bot Framework Emulator and of other bots, and
 * prints what it refuses.
 *
 */
export function createChannelTokens(deps: {
  readonly botId: string;
  readonly metadataUrl: string;
  readonly get: Get;
}): ChannelTokens {
  let known: Promise<ChannelKeys> | null = null;

  async function fetched(url: string): Promise<Response> {
    try {
      const response = await deps.get(url);
      if (response.ok) return response;
      throw new Error(`the answer was ${response.status}`);
    } catch (cause) {
      throw new DomainError('entra-unavailable', 'the keys of the Bot Framework could not be fetched', {
        cause,
      });
    }
  }

  async function channelKeys(): Promise<ChannelKeys> {
    const { jwks_uri: url } = Metadata.parse(await (await fetched(deps.metadataUrl)).json());
    return createRemoteJWKSet(new URL(url), { [customFetch]: fetched, cacheMaxAge: KEYS_FRESH_MS });
  }

  return {
    async isFromTeams(token, serviceUrl) {
      known ??= channelKeys().catch((error: unknown) => {
        known = null;
        throw error;
      });
      const keys = await known;
      try {
        const { payload, protectedHeader } = await jwtVerify(token, keys, {
          issuer: CHANNEL_ISSUER,
          audience: deps.botId,
          algorithms: ['RS256'],
          clockTolerance: SKEW_SECONDS,
          requiredClaims: ['exp'],
        });
        return payload.serviceurl === serviceUrl && isEndorsed(keys, protectedHeader.kid);
      } catch (error) {
        if (isDomainError(error)) throw error;
        return false;
      }
    },
  };
}

type ChannelKeys = ReturnType<typeof createRemoteJWKSet>;

/** A key that names channels signs for those only. */
function isEndorsed(keys: ChannelKeys, kid: string | undefined): boolean {
  const key = keys.jwks()?.keys.find((candidate) => candidate.kid === kid);
  const endorsements: unknown = key && 'endorsements' in key ? key.endorsements : null;
  return !Array.isArray(endorsements) || endorsements.length === 0 || endorsements.includes(CHANNEL);
}
