import { randomUUID } from 'node:crypto';
import { type Request, Router } from 'express';
import type { CloudWorld } from '../world.ts';
import { requirePermission } from './bearer.ts';
import { badRequest, GraphError, notFound } from './graph-error.ts';
import type { Subscription, Subscriptions } from './subscription.ts';
import { readExpiry, readSubscription } from './subscription-request.ts';

const VALIDATION_TIMEOUT_MS = 10_000;

/** Graph's `/subscriptions`, for call events of meetings. */
export function createSubscriptionsRouter(deps: { world: CloudWorld; subscriptions: Subscriptions }): Router {
  const { world, subscriptions } = deps;
  const { cloud } = world;
  const router = Router();
  router.use(requirePermission(world, 'OnlineMeetings.ReadWrite.All', 'OnlineMeetings.Read.All'));

  router.post('/', async (req, res) => {
    const subscription = readSubscription(req.body, {
      id: randomUUID(),
      applicationId: world.registration().app.clientId,
      now: cloud.now(),
      meetings: cloud.meetings.values(),
    });
    refuseSecond(subscription);
    await validateAddress(subscription.notificationUrl);
    if (subscription.lifecycleNotificationUrl !== null)
      await validateAddress(subscription.lifecycleNotificationUrl);
    // Another request may have come first while the address was tried.
    refuseSecond(subscription);
    subscriptions.add(subscription);
    res.status(201).json(representation(subscription));
  });
  router.get('/', (_req, res) => {
    res.json({ value: subscriptions.list().map(representation) });
  });
  router.get('/:id', (req: Request<{ id: string }>, res) => {
    res.json(representation(find(req.params.id)));
  });
  router.patch('/:id', (req: Request<{ id: string }>, res) => {
    const subscription = find(req.params.id);
    const body: unknown = req.body;
    const wanted = typeof body === 'object' && body !== null && 'expirationDateTime' in body ? body : null;
    subscription.expiresAt = readExpiry(wanted?.expirationDateTime, cloud.now());
    res.json(representation(subscription));
  });
  router.delete('/:id', (req: Request<{ id: string }>, res) => {
    subscriptions.remove(find(req.params.id).id);
    res.status(204).end();
  });
  return router;

  function find(id: string): Subscription {
    const subscription = subscriptions.find(id);
    if (subscription === null) throw notFound(`The subscription '${id}'`);
    return subscription;
  }

  function refuseSecond({ meetingId }: Subscription): void {
    if (subscriptions.ofMeeting({ id: meetingId }).length === 0) return;
    throw new GraphError(
      409,
      'Conflict',
      'An app has at most one subscription to the call events of a meeting.',
    );
  }
}

/** The address must answer 200 with the token it was sent, as plain text, within ten seconds. */
async function validateAddress(address: string): Promise<void> {
  const token = `Validation: Testing client application reachability. ${randomUUID()}`;
  const url = new URL(address);
  url.searchParams.set('validationToken', token);
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    body: '',
    redirect: 'manual',
    signal: AbortSignal.timeout(VALIDATION_TIMEOUT_MS),
  }).catch(() => null);
  const isPlain = answer?.headers.get('content-type')?.startsWith('text/plain') ?? false;
  if (answer?.status === 200 && isPlain && (await answer.text()) === token) return;
  throw badRequest(`Subscription validation request failed. ${describe(answer)}`);
}

function describe(answer: globalThis.Response | null): string {
  if (answer === null) return 'The address could not be reached.';
  return `The address must answer 200 with the token as text/plain; it answered ${answer.status}.`;
}

function representation(subscription: Subscription): Record<string, unknown> {
  return {
    id: subscription.id,
    resource: subscription.resource,
    applicationId: subscription.applicationId,
    changeType: 'updated',
    notificationUrl: subscription.notificationUrl,
    lifecycleNotificationUrl: subscription.lifecycleNotificationUrl,
    expirationDateTime: subscription.expiresAt.toISOString(),
    includeResourceData: true,
    encryptionCertificate: null,
    encryptionCertificateId: subscription.encryption.certificateId,
    clientState: null,
    latestSupportedTlsVersion: 'v1_2',
    notificationContentType: null,
  };
}
