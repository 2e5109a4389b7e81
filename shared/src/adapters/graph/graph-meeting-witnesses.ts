import { z } from 'zod';
import type { MeetingWitnesses } from '../../domain/visits/meeting-rooms.ts';
import { type GraphClient, GraphRefusal, roomUnavailable } from './graph-client.ts';
import type { InstalledApp } from './installed-app.ts';
import type { NotificationCertificates } from './notification-certificates.ts';

const Subscription = z.object({ id: z.string(), expirationDateTime: z.coerce.date() });
const Subscriptions = z.object({ value: z.array(z.object({ id: z.string(), resource: z.string() })) });

/**
 * The bot in the meeting's chat, and Graph's notifications of the meeting's call with who stands in the lobby.
 *
 * @see {@link https://learn.microsoft.com/graph/changenotifications-for-onlinemeeting}
 */
export function graphMeetingWitnesses(deps: {
  readonly graph: GraphClient;
  readonly app: InstalledApp;
  readonly certificates: NotificationCertificates;
  /** Where notifications are to be posted. */
  readonly notificationUrl: string;
}): MeetingWitnesses {
  const { graph } = deps;

  async function create(tenantId: string, body: object, signal: AbortSignal) {
    return Subscription.parse(
      await graph.call({ tenantId, method: 'POST', path: '/beta/subscriptions', body, signal }),
    );
  }

  /** One subscription for each app and meeting: one that we no longer know of stands in the way of a new one. */
  async function removeOther(tenantId: string, resource: string, signal: AbortSignal): Promise<void> {
    const { value } = Subscriptions.parse(
      await graph.call({ tenantId, method: 'GET', path: '/beta/subscriptions', signal }),
    );
    for (const other of value.filter((found) => found.resource.endsWith(resource))) {
      const path = `/beta/subscriptions/${encodeURIComponent(other.id)}`;
      await graph.call({ tenantId, method: 'DELETE', path, signal });
    }
  }

  return {
    async installBot({ tenantId, threadId, signal }) {
      try {
        await deps.app.inChat(tenantId, threadId, signal);
      } catch (error) {
        throw roomUnavailable(error);
      }
    },

    async subscribe({ tenantId, joinUrl, clientState, expiresAt, signal }) {
      try {
        const certificate = await deps.certificates.current();
        const resource = `communications/onlineMeetings(joinWebUrl='${encodeURIComponent(joinUrl)}')/meetingCallEvents`;
        const body = {
          changeType: 'updated',
          notificationUrl: deps.notificationUrl,
          lifecycleNotificationUrl: deps.notificationUrl,
          resource,
          includeResourceData: true,
          encryptionCertificate: certificate.certificateBase64,
          encryptionCertificateId: certificate.id,
          expirationDateTime: expiresAt.toISOString(),
          clientState,
        };
        const made = await create(tenantId, body, signal).catch(async (error: unknown) => {
          if (!(error instanceof GraphRefusal && error.status === 409)) throw error;
          await removeOther(tenantId, resource, signal);
          return await create(tenantId, body, signal);
        });
        return { id: made.id, expiresAt: made.expirationDateTime };
      } catch (error) {
        throw roomUnavailable(error);
      }
    },

    async renew({ tenantId, id, expiresAt, signal }) {
      try {
        const path = `/beta/subscriptions/${encodeURIComponent(id)}`;
        const body = { expirationDateTime: expiresAt.toISOString() };
        return Subscription.parse(await graph.call({ tenantId, method: 'PATCH', path, body, signal }))
          .expirationDateTime;
      } catch (error) {
        if (error instanceof GraphRefusal && error.status === 404) return null;
        throw roomUnavailable(error);
      }
    },
  };
}
