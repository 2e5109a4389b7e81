import { z } from 'zod';
import type { MeetingWitnesses } from '../../domain/visits/meeting-rooms.ts';
import { type GraphClient, GraphRefusal, roomUnavailable } from './graph-client.ts';
import type { InstalledApp } from './installed-app.ts';
import type { NotificationCertificates } from './notification-certificates.ts';

const Subscription = z.object({ id: z.string(), expirationDateTime: z.coerce.date() });
const Subscriptions = z.object({
  value: z.array(z.object({ id: z.string(), resource: z.string() })),
  '@odata.nextLink': z.string().optional(),
});

/** What Graph answers when the meeting has a subscription of ours already: 409, and elsewhere 403 for a limit reached. */
const ALREADY_SUBSCRIBED: readonly number[] = [403, 409];
/** Of the service's subscriptions, which Graph lists by the hundred. */
const MOST_PAGES = 100;

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

  async function* all(tenantId: string, signal: AbortSignal) {
    let path = '/beta/subscriptions';
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = Subscriptions.parse(await graph.call({ tenantId, method: 'GET', path, signal }));
      yield* answer.value;
      const next = answer['@odata.nextLink'];
      if (!next?.startsWith(`${graph.url}/`)) return;
      path = next.slice(graph.url.length);
    }
  }

  /**
   * One subscription for each app and meeting: one that we no longer know of stands in the way of a new one.
   *
   * @returns whether there was any.
   */
  async function removeOther(tenantId: string, resource: string, signal: AbortSignal): Promise<boolean> {
    let isRemoved = false;
    for await (const other of all(tenantId, signal)) {
      if (!other.resource.endsWith(resource)) continue;
      const path = `/beta/subscriptions/${encodeURIComponent(other.id)}`;
      await graph.call({ tenantId, method: 'DELETE', path, signal }).catch((error: unknown) => {
        if (!(error instanceof GraphRefusal && error.status === 404)) throw error;
      });
      isRemoved = true;
    }
    return isRemoved;
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
          if (!(error instanceof GraphRefusal && ALREADY_SUBSCRIBED.includes(error.status))) throw error;
          if (!(await removeOther(tenantId, resource, signal))) throw error;
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
