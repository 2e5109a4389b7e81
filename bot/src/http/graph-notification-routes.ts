import type { Randomness } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import type { OrganizationFinder } from '@ehr-connector/shared/domain/organizations/organization.ts';
import { roomEffect } from '@ehr-connector/shared/domain/outbox/effect.ts';
import type { InTransaction, Stores } from '@ehr-connector/shared/domain/stores.ts';
import type {
  CallNotification,
  CallNotifications,
} from '@ehr-connector/shared/domain/visits/call-notifications.ts';
import type { SignalIntake } from '@ehr-connector/shared/domain/visits/intake.ts';
import { accepted, type Reply } from './reply.ts';
import type { Routes } from './server.ts';

const LONGEST_VALIDATION_TOKEN = 4_096;
const LARGEST_POST_BYTES = 1_048_576;

/** Graph's change notifications: verified, decrypted, matched with a subscription of ours, stored, then acknowledged. */
export function graphNotificationRoutes(
  routes: Routes,
  deps: {
    readonly read: CallNotifications['read'];
    readonly finder: OrganizationFinder;
    readonly inTransaction: InTransaction;
    readonly intake: SignalIntake;
    readonly randomness: Randomness;
  },
): void {
  const { finder, inTransaction, randomness } = deps;

  /** @throws {DomainError} `notification-refused` when it does not carry the subscription's secret. */
  async function subscriptionOf(
    { subscriptions }: Stores,
    { subscriptionId, clientState }: CallNotification,
  ) {
    const subscription = await subscriptions.get(subscriptionId);
    if (subscription !== null && subscription.clientStateDigest !== randomness.digest(clientState ?? '')) {
      throw new DomainError('notification-refused', 'it does not carry the secret of the subscription');
    }
    return subscription;
  }

  async function store(notification: CallNotification): Promise<void> {
    const organizationId = await finder.ofCallSubscription(notification.subscriptionId);
    if (organizationId === null) return; // of a visit that is gone, or of somebody else's subscription
    if (notification.lifecycleEvent !== null) return await subscribeAnew(organizationId, notification);
    await deps.intake.fromRoster(
      organizationId,
      async (stores) => {
        const subscription = await subscriptionOf(stores, notification);
        return subscription && (await stores.visits.get(subscription.visitId));
      },
      notification.sightings,
    );
  }

  /** Whatever becomes of a subscription (removed, to be authorised again, notifications missed), a fresh one helps. */
  async function subscribeAnew(organizationId: string, notification: CallNotification): Promise<void> {
    await inTransaction(organizationId, async (stores) => {
      const subscription = await subscriptionOf(stores, notification);
      if (subscription === null) return;
      await stores.subscriptions.remove(subscription.id);
      const visit = await stores.visits.get(subscription.visitId);
      if (visit === null || visit.endedAt !== null) return;
      await stores.outbox.add([roomEffect(visit.id, `subscription:${subscription.id}`)]);
    });
  }

  routes.post(
    '/graph/notifications',
    async (request) => {
      const validationToken = request.url.searchParams.get('validationToken');
      if (validationToken !== null) return handshake(validationToken);
      for (const notification of await deps.read(request.body)) await store(notification);
      return accepted();
    },
    { largestBodyBytes: LARGEST_POST_BYTES },
  );
}

/** Of a new subscription: what was sent is sent back, as text and nothing else. */
function handshake(validationToken: string): Reply {
  if (validationToken.length > LONGEST_VALIDATION_TOKEN)
    throw new DomainError('request-invalid', 'the validation token is too long');
  return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: validationToken };
}
