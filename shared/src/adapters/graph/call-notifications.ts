import type { JWTPayload } from 'jose';
import { z } from 'zod';
import { DomainError, isDomainError } from '../../domain/kernel/domain-error.ts';
import type { CallNotification, CallNotifications } from '../../domain/visits/call-notifications.ts';
import type { NotificationCertificates } from './notification-certificates.ts';
import { openContent } from './notification-content.ts';
import { sightingsOf } from './roster-sightings.ts';

/** Verifies a token of Entra, of version 1 or 2, by its own tenant's issuer and keys. */
type VerifyToken = (token: string, audience: string, form: 'v1-or-v2') => Promise<JWTPayload>;

/** The app in whose name Graph posts change notifications. */
const GRAPH_CHANGE_TRACKING = '0bf30f3b-4a52-48df-9a82-234910c4a086';

const Content = z.object({
  data: z.string(),
  dataKey: z.string(),
  dataSignature: z.string(),
  encryptionCertificateId: z.string(),
});

const Notification = z.object({
  subscriptionId: z.string().min(1).max(200),
  clientState: z.string().max(255).nullish(),
  tenantId: z.string().nullish(),
  lifecycleEvent: z.string().max(100).nullish(),
  encryptedContent: Content.nullish(),
});

const Post = z.object({
  value: z.array(Notification).max(1_000),
  validationTokens: z.array(z.string()).max(100).nullish(),
});

/** One notification that will never be readable. */
class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

export function callNotifications(deps: {
  readonly verify: VerifyToken;
  /** The app that subscribed. */
  readonly clientId: string;
  readonly certificates: Pick<NotificationCertificates, 'privateKey'>;
  /** Told of what is left out because it cannot be read, while the rest of the post counts. */
  readonly onUnreadable?: (problem: { readonly subscriptionId: string; readonly reason: string }) => void;
}): CallNotifications {
  /** The tenants for which Graph itself vouches. */
  async function provenTenants(tokens: readonly string[]): Promise<ReadonlySet<string>> {
    const payloads = await Promise.all(
      tokens.map(async (token) => await deps.verify(token, deps.clientId, 'v1-or-v2')),
    ).catch((cause: unknown) => {
      if (isDomainError(cause)) throw cause;
      throw new DomainError('notification-refused', 'a validation token was not accepted', { cause });
    });
    if (payloads.some(({ appid, azp }) => (appid ?? azp) !== GRAPH_CHANGE_TRACKING)) {
      throw new DomainError('notification-refused', 'a validation token is not of Graph’s own app');
    }
    return new Set(payloads.map(({ tid }) => String(tid)));
  }

  /** @throws {Unreadable} */
  async function open(given: z.infer<typeof Notification>, proven: ReadonlySet<string>) {
    const { tenantId, encryptedContent } = given;
    if (!encryptedContent) throw new Unreadable('there is no content');
    if (typeof tenantId !== 'string' || !proven.has(tenantId))
      throw new Unreadable('no token vouches for it');
    const privateKey = await deps.certificates.privateKey(encryptedContent.encryptionCertificateId);
    if (privateKey === null) throw new Unreadable('it was encrypted for another certificate');
    try {
      return sightingsOf(openContent(encryptedContent, privateKey), tenantId);
    } catch (cause) {
      throw new Unreadable('its content cannot be opened', { cause });
    }
  }

  return {
    async read(body) {
      const post = Post.safeParse(body).data;
      if (post === undefined) throw new DomainError('request-invalid', 'this is no change notification');
      const proven = await provenTenants(post.validationTokens ?? []);
      const read: CallNotification[] = [];
      let unreadable: Unreadable | null = null;
      for (const given of post.value) {
        const { subscriptionId, clientState = null, lifecycleEvent = null } = given;
        try {
          const sightings = lifecycleEvent === null ? await open(given, proven) : [];
          read.push({ subscriptionId, clientState, lifecycleEvent, sightings });
        } catch (error) {
          if (!(error instanceof Unreadable)) throw error;
          // It must not hold up the others: Graph repeats a refused post as a whole.
          unreadable = error;
          deps.onUnreadable?.({ subscriptionId, reason: error.message });
        }
      }
      if (read.length === 0 && unreadable !== null) {
        throw new DomainError('notification-refused', 'no notification could be read', { cause: unreadable });
      }
      return read;
    },
  };
}
