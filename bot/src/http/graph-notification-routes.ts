import type { Randomness } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import type { OrganizationFinder } from '@ehr-connector/shared/domain/organizations/organization.ts';
import type { InTransaction } from '@ehr-connector/shared/domain/stores.ts';
import type { RosterSighting, SignalIntake } from '@ehr-connector/shared/domain/visits/intake.ts';
import { accepted } from './reply.ts';
import type { Routes } from './server.ts';

const LONGEST_VALIDATION_TOKEN = 4_096;

/** One notification, verified and decrypted: what was seen, and what says whose subscription it belongs to. */
export interface CallNotification {
  readonly subscriptionId: string;
  readonly clientState: string | null;
  readonly sightings: readonly RosterSighting[];
}

/** Graph's change notifications: verified, decrypted, matched with a subscription of ours, stored, then acknowledged. */
export function graphNotificationRoutes(
  routes: Routes,
  deps: {
    readonly read: (body: unknown) => Promise<readonly CallNotification[]>;
    readonly finder: OrganizationFinder;
    readonly inTransaction: InTransaction;
    readonly intake: SignalIntake;
    readonly randomness: Randomness;
  },
): void {
  const { finder, randomness } = deps;

  async function store(notification: CallNotification): Promise<void> {
    const { subscriptionId, clientState, sightings } = notification;
    const organizationId = await finder.ofCallSubscription(subscriptionId);
    if (organizationId === null) return; // of a visit that is gone, or of somebody else's subscription
    await deps.intake.fromRoster(
      organizationId,
      async ({ subscriptions, visits }) => {
        const subscription = await subscriptions.get(subscriptionId);
        if (subscription === null) return null;
        if (subscription.clientStateDigest !== randomness.digest(clientState ?? '')) {
          throw new DomainError(
            'notification-refused',
            'the notification does not carry the subscription’s secret',
          );
        }
        return await visits.get(subscription.visitId);
      },
      sightings,
    );
  }

  routes.post('/graph/notifications', async (request) => {
    const validationToken = request.url.searchParams.get('validationToken');
    if (validationToken !== null) {
      // The handshake of a new subscription: what was sent is sent back, as text and nothing else.
      if (validationToken.length > LONGEST_VALIDATION_TOKEN)
        throw new DomainError('request-invalid', 'too long');
      return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: validationToken };
    }
    for (const notification of await deps.read(request.body)) await store(notification);
    return accepted();
  });
}
