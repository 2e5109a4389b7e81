import { randomUUID } from 'node:crypto';
import type { Deliveries } from '../deliveries.ts';
import type { CallEvent } from '../model.ts';
import type { CloudWorld } from '../world.ts';
import { callEventResource } from './call-event-resource.ts';
import { encryptNotification } from './encrypt-notification.ts';
import type { Subscription, Subscriptions } from './subscription.ts';

/** What Graph tells a subscriber about the subscription itself. */
export type LifecycleEvent = 'missed' | 'subscriptionRemoved' | 'reauthorizationRequired';

/** Tells subscribers what happens in calls. */
export interface Notifier {
  /** Tells one subscriber about the subscription; a removed one is then gone. */
  sendLifecycle(subscription: Subscription, lifecycleEvent: LifecycleEvent): void;
  close(): void;
}

export function openNotifier(deps: {
  world: CloudWorld;
  subscriptions: Subscriptions;
  deliveries: Deliveries;
}): Notifier {
  const { world, subscriptions, deliveries } = deps;
  const { cloud } = world;

  const onCall = (event: CallEvent): void => {
    for (const subscription of subscriptions.ofMeeting(event.meeting)) {
      const id = randomUUID();
      // Made now: the roster changes under the event while deliveries wait.
      const resource = callEventResource(event, { id, subscription, tenantId: cloud.tenantId });
      const notification = {
        ...envelope(subscription),
        changeType: 'updated',
        resource: subscription.resource,
        resourceData: { '@odata.type': '#microsoft.graph.callEvent', '@odata.id': subscription.resource, id },
        encryptedContent: encryptNotification(resource, subscription.encryption),
      };
      post(subscription, subscription.notificationUrl, notification, () => {
        if (subscriptions.find(subscription.id) !== null) sendLifecycle(subscription, 'missed');
      });
    }
  };
  cloud.events.on('call', onCall);
  return {
    sendLifecycle,
    close() {
      cloud.events.off('call', onCall);
      deliveries.close();
    },
  };

  function sendLifecycle(subscription: Subscription, lifecycleEvent: LifecycleEvent): void {
    if (lifecycleEvent === 'subscriptionRemoved') subscriptions.remove(subscription.id);
    const url = subscription.lifecycleNotificationUrl;
    if (url !== null) post(subscription, url, { ...envelope(subscription), lifecycleEvent });
  }

  function envelope(subscription: Subscription): Record<string, unknown> {
    return {
      subscriptionId: subscription.id,
      subscriptionExpirationDateTime: subscription.expiresAt.toISOString(),
      clientState: subscription.clientState,
      tenantId: cloud.tenantId,
    };
  }

  function post(subscription: Subscription, url: string, notification: unknown, onLost?: () => void): void {
    deliveries.add(subscription.id, {
      url,
      async send(signal) {
        const token = await world.tokens.notificationToken(cloud.tenantId, subscription.applicationId);
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json; charset=utf-8' },
          body: JSON.stringify({ value: [notification], validationTokens: [token] }),
          signal,
          redirect: 'manual',
        });
        await response.arrayBuffer();
        return response.status;
      },
      ...(onLost !== undefined && { onLost }),
    });
  }
}
