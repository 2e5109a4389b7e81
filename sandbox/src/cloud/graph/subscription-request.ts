import { X509Certificate } from 'node:crypto';
import type { Meeting } from '../model.ts';
import { badRequest, GraphError } from './graph-error.ts';
import type { Subscription } from './subscription.ts';

const MAX_LIFETIME_MS = 3 * 24 * 3_600_000;
const HOUR_MS = 3_600_000;
/** What the sender's clock may be ahead of ours at the longest lifetime. */
const CLOCK_TOLERANCE_MS = 60_000;

/** A new subscription, checked, before its address has been tried. @throws {GraphError} 400 */
export function readSubscription(
  body: unknown,
  context: { id: string; applicationId: string; now: Date; meetings: Iterable<Meeting> },
): Subscription {
  const given: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {};
  const text = (name: string, maxLength: number): string => {
    const value = given[name];
    if (typeof value !== 'string' || value === '') throw badRequest(`${name} is required.`);
    if (value.length > maxLength) throw badRequest(`${name} is longer than ${maxLength} characters.`);
    return value;
  };
  if (given.changeType !== 'updated') throw badRequest("changeType must be 'updated' for this resource.");
  if (given.includeResourceData !== true) {
    throw badRequest('includeResourceData must be true: basic notifications say nothing of a call.');
  }
  const resource = text('resource', 4096);
  const expiresAt = readExpiry(given.expirationDateTime, context.now);
  const lifecycleUrl = given.lifecycleNotificationUrl;
  if (lifecycleUrl === undefined && expiresAt.getTime() - context.now.getTime() > HOUR_MS) {
    throw badRequest('lifecycleNotificationUrl is required when a subscription lives longer than an hour.');
  }
  return {
    id: context.id,
    applicationId: context.applicationId,
    meetingId: meetingOf(resource, context.meetings).id,
    resource,
    notificationUrl: readUrl(given.notificationUrl, 'notificationUrl'),
    lifecycleNotificationUrl:
      lifecycleUrl === undefined ? null : readUrl(lifecycleUrl, 'lifecycleNotificationUrl'),
    clientState: given.clientState === undefined ? null : text('clientState', 128),
    encryption: readCertificate(text('encryptionCertificate', 16_384), text('encryptionCertificateId', 128)),
    expiresAt,
  };
}

/** @throws {GraphError} 400 when the time is not one in the next three days. */
export function readExpiry(value: unknown, now: Date): Date {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw badRequest('expirationDateTime must be a time.');
  if (time <= now.getTime()) throw badRequest('expirationDateTime must be in the future.');
  if (time > now.getTime() + MAX_LIFETIME_MS + CLOCK_TOLERANCE_MS) {
    throw badRequest('Subscription expiration can only be 4320 minutes in the future.');
  }
  return new Date(time);
}

/** The join link stands percent-encoded in the resource, on top of the escapes it has of its own. */
function meetingOf(resource: string, meetings: Iterable<Meeting>): Meeting {
  const match = /^\/?communications\/onlineMeetings\(joinWebUrl='([^']+)'\)\/meetingCallEvents$/i.exec(
    resource,
  );
  if (match?.[1] === undefined) throw badRequest(`The resource '${resource}' cannot be subscribed to.`);
  const joinWebUrl = decode(match[1]);
  for (const meeting of meetings) if (meeting.joinWebUrl === joinWebUrl) return meeting;
  throw new GraphError(404, 'ResourceNotFound', 'There is no meeting with this joinWebUrl.');
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign: no link of ours.
    return null;
  }
}

function readUrl(value: unknown, name: string): string {
  if (typeof value !== 'string' || !URL.canParse(value)) throw badRequest(`${name} must be an address.`);
  const url = new URL(value);
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback)) return value;
  throw badRequest(`${name} must be https.`);
}

function readCertificate(base64: string, certificateId: string): Subscription['encryption'] {
  const certificate = parseCertificate(base64);
  const key = certificate?.publicKey;
  const bits = key?.asymmetricKeyDetails?.modulusLength ?? 0;
  if (certificate === null || key?.asymmetricKeyType !== 'rsa' || bits < 2048 || bits > 4096) {
    throw badRequest(
      'encryptionCertificate must be a base64 X.509 certificate with an RSA key of 2048 to 4096 bits.',
    );
  }
  return { key, certificateId, thumbprint: certificate.fingerprint.replaceAll(':', '') };
}

function parseCertificate(base64: string): X509Certificate | null {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    return null;
  }
}
