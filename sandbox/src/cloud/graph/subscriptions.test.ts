import { constants, createDecipheriv, createHmac, type KeyObject, privateDecrypt } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { admit, joinMeeting, leave } from '../meetings.ts';
import type { Meeting } from '../model.ts';
import { SAMPLE_OIDS } from '../sample-people.ts';
import { type HttpSink, type SunkRequest, startHttpSink } from '../testing/http-sink.ts';
import { selfSignedCertificate } from '../testing/self-signed-certificate.ts';
import { CLIENT_ID, startTestCloud, TENANT_ID, type TestCloud } from '../testing/test-cloud.ts';

const HOUR_MS = 3_600_000;
const { privateKey, certificate } = selfSignedCertificate();
let cloud: TestCloud;
let sink: HttpSink;
let meeting: Meeting;

beforeAll(async () => {
  [cloud, sink] = await Promise.all([startTestCloud(), startHttpSink()]);
});
afterAll(async () => {
  await cloud.close();
  await sink.close();
});
beforeEach(async () => {
  await cloud.control.settled();
  cloud.control.reset({ everything: true });
  sink.received.length = 0;
  sink.answer = validated;
  const path = `/v1.0/users/${SAMPLE_OIDS.organizer}/onlineMeetings`;
  const { body } = await cloud.graph('POST', `${path}/createOrGet`, { externalId: 'visit' });
  const found = cloud.cloud.meetings.get(body.id);
  if (found === undefined) throw new Error('The meeting is gone.');
  meeting = found;
});

/** Answers as a subscriber must: the token of the handshake, 202 to everything else. */
function validated({ url }: SunkRequest): { status: number; body?: string } {
  const token = url.searchParams.get('validationToken');
  return token === null ? { status: 202 } : { status: 200, body: token };
}

function wish(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    changeType: 'updated',
    notificationUrl: `${sink.url}/graph/notifications`,
    lifecycleNotificationUrl: `${sink.url}/graph/lifecycle`,
    resource: `communications/onlineMeetings(joinWebUrl='${encodeURIComponent(meeting.joinWebUrl)}')/meetingCallEvents`,
    includeResourceData: true,
    encryptionCertificate: certificate,
    encryptionCertificateId: 'key-1',
    expirationDateTime: new Date(Date.now() + 70 * HOUR_MS).toISOString(),
    clientState: 'secret',
    ...change,
  };
}

const subscribe = (change?: Record<string, unknown>) =>
  cloud.graph('POST', '/beta/subscriptions', wish(change));

/** What has been delivered, decrypted as a subscriber does it. */
async function delivered(): Promise<Record<string, unknown>[]> {
  await cloud.control.settled();
  const notifications = sink.received.filter(({ body }) => body?.value?.[0]?.encryptedContent);
  return notifications.map(({ body }) => decrypt(body.value[0].encryptedContent, privateKey));
}

function decrypt(content: Record<string, string>, key: KeyObject): Record<string, unknown> {
  const padding = { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
  const dataKey = privateDecrypt(padding, Buffer.from(content.dataKey ?? '', 'base64'));
  const data = Buffer.from(content.data ?? '', 'base64');
  const signature = createHmac('sha256', dataKey).update(data).digest('base64');
  if (signature !== content.dataSignature) throw new Error('The signature is wrong.');
  const decipher = createDecipheriv('aes-256-cbc', dataKey, dataKey.subarray(0, 16));
  return JSON.parse(Buffer.concat([decipher.update(data), decipher.final()]).toString());
}

describe('subscribing', () => {
  it('tries both addresses first and gives one subscription to a meeting', async () => {
    const made = await subscribe();
    expect(made).toMatchObject({ status: 201, body: { applicationId: CLIENT_ID, clientState: null } });
    expect(sink.received.map(({ url }) => url.pathname)).toEqual([
      '/graph/notifications',
      '/graph/lifecycle',
    ]);
    expect((await subscribe()).status).toBe(409);
    expect((await cloud.graph('DELETE', `/beta/subscriptions/${made.body.id}`)).status).toBe(204);
    expect((await subscribe()).status).toBe(201);
  });

  it('refuses an address that does not answer the handshake', async () => {
    sink.answer = () => ({ status: 200, body: 'ok' });
    expect(await subscribe()).toMatchObject({ status: 400 });
    expect(cloud.control.subscriptions()).toEqual([]);
  });

  it.each([
    [
      'more than three days',
      () => ({ expirationDateTime: new Date(Date.now() + 73 * HOUR_MS).toISOString() }),
    ],
    ['the past', () => ({ expirationDateTime: new Date(Date.now() - HOUR_MS).toISOString() })],
    ['no certificate', () => ({ encryptionCertificate: undefined })],
    ['a certificate that is none', () => ({ encryptionCertificate: 'AAAA' })],
    ['basic notifications', () => ({ includeResourceData: false })],
    ['another change type', () => ({ changeType: 'created' })],
    ['no lifecycle address for a long time', () => ({ lifecycleNotificationUrl: undefined })],
    ['plain http to a stranger', () => ({ notificationUrl: 'http://hospital.example/graph' })],
    ['another resource', () => ({ resource: 'communications/callRecords' })],
  ])('refuses %s', async (_what, change) => {
    expect((await subscribe(change())).status).toBe(400);
  });

  it('needs the link encoded on top of its own escapes', async () => {
    const once = meeting.joinWebUrl;
    const resource = `communications/onlineMeetings(joinWebUrl='${once}')/meetingCallEvents`;
    expect((await subscribe({ resource })).status).toBe(404);
  });

  it('is renewed, and not beyond three days', async () => {
    const { body } = await subscribe();
    const renew = (hours: number) =>
      cloud.graph('PATCH', `/beta/subscriptions/${body.id}`, {
        expirationDateTime: new Date(Date.now() + hours * HOUR_MS).toISOString(),
      });
    expect((await renew(71)).status).toBe(200);
    expect((await renew(80)).status).toBe(400);
  });
});

describe('notifications', () => {
  it('tell of lobby, join and leave in order, a guest under a new id at each join', async () => {
    await subscribe();
    const waiting = joinMeeting(cloud.cloud, meeting, { displayName: 'Pat', oid: null });
    joinMeeting(cloud.cloud, meeting, { displayName: 'Amara', oid: SAMPLE_OIDS.amara });
    admit(cloud.cloud, meeting, waiting.id);
    leave(cloud.cloud, meeting, waiting.id);
    joinMeeting(cloud.cloud, meeting, { displayName: 'Pat', oid: null });
    const events = await delivered();
    expect(events.map(({ eventType }) => eventType)).toEqual([
      'rosterUpdated',
      'callStarted',
      'rosterUpdated',
      'rosterUpdated',
      'rosterUpdated',
      'rosterUpdated',
    ]);
    const roster = events.flatMap(
      (event) => (event['participants@delta'] as Record<string, unknown>[]) ?? [],
    );
    expect(roster).toMatchObject([
      { id: waiting.id, isInLobby: true, info: { identity: { guest: { displayName: 'Pat' } } } },
      { isInLobby: false, info: { identity: { user: { id: SAMPLE_OIDS.amara, tenantId: TENANT_ID } } } },
      { id: waiting.id, isInLobby: false },
      { id: waiting.id, removedState: { reason: 'Participant has left the meeting call.' } },
      { isInLobby: true, info: { identity: { guest: { displayName: 'Pat' } } } },
    ]);
    expect(roster[0]?.info).not.toEqual(roster[4]?.info);
    expect(roster[0]?.removedState).toBeUndefined();
  });

  it('prove where they come from', async () => {
    const { body: subscription } = await subscribe();
    joinMeeting(cloud.cloud, meeting, { displayName: 'Pat', oid: null });
    await delivered();
    const { body } = sink.received.at(-1) ?? {};
    expect(body.value[0]).toMatchObject({
      subscriptionId: subscription.id,
      clientState: 'secret',
      tenantId: TENANT_ID,
      changeType: 'updated',
      encryptedContent: { encryptionCertificateId: 'key-1' },
    });
    expect(JSON.stringify(body)).not.toContain('Pat');
    const keys = createRemoteJWKSet(new URL(`${cloud.authority}/common/discovery/v2.0/keys`));
    const { payload } = await jwtVerify(body.validationTokens[0], keys, {
      issuer: `${cloud.authority}/${TENANT_ID}/`,
      audience: CLIENT_ID,
    });
    expect(payload.appid).toBe('0bf30f3b-4a52-48df-9a82-234910c4a086');
  });

  it('are tried again, then told as missed', async () => {
    await subscribe();
    let failures = 2;
    sink.answer = () => ({ status: failures-- > 0 ? 503 : 202 });
    joinMeeting(cloud.cloud, meeting, { displayName: 'Pat', oid: null });
    expect(await delivered()).toHaveLength(3);

    sink.answer = ({ url }) => ({ status: url.pathname === '/graph/lifecycle' ? 202 : 500 });
    joinMeeting(cloud.cloud, meeting, { displayName: 'Pat', oid: null });
    await cloud.control.settled();
    expect(sink.received.at(-1)?.body.value[0]).toMatchObject({
      lifecycleEvent: 'missed',
      clientState: 'secret',
    });
  });

  it('stop when the subscription is removed', async () => {
    await subscribe();
    expect(cloud.control.sendLifecycle('subscriptionRemoved')).toBe(1);
    joinMeeting(cloud.cloud, meeting, { displayName: 'Pat', oid: null });
    expect(await delivered()).toEqual([]);
    expect(sink.received.at(-1)?.body.value[0].lifecycleEvent).toBe('subscriptionRemoved');
  });

  it('are sent again when their answer is lost', async () => {
    await subscribe();
    cloud.control.setFault({ target: 'notifications', kind: 'drop-answer', count: 1 });
    joinMeeting(cloud.cloud, meeting, { displayName: 'Pat', oid: null });
    const ids = (await delivered()).map(({ id }) => id);
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(1);
  });

  it('arrive twice, late, out of order or never, as the switches say', async () => {
    await subscribe();
    cloud.control.setFault({ target: 'notifications', kind: 'duplicate', count: 1 });
    joinMeeting(cloud.cloud, meeting, { displayName: 'A', oid: null });
    cloud.control.setFault({ target: 'notifications', kind: 'out-of-order', count: 1, delayMs: 60_000 });
    joinMeeting(cloud.cloud, meeting, { displayName: 'B', oid: null });
    joinMeeting(cloud.cloud, meeting, { displayName: 'C', oid: null });
    cloud.control.setFault({ target: 'notifications', kind: 'down', count: 1 });
    joinMeeting(cloud.cloud, meeting, { displayName: 'D', oid: null });
    cloud.control.setFault({ target: 'notifications', kind: 'delay', count: 1, delayMs: 1500 });
    joinMeeting(cloud.cloud, meeting, { displayName: 'E', oid: null });
    joinMeeting(cloud.cloud, meeting, { displayName: 'F', oid: null });
    await cloud.control.settled();
    const notifications = sink.received.filter(({ body }) => body?.value?.[0]?.encryptedContent);
    const names = notifications.map(({ body }) => {
      const text = JSON.stringify(decrypt(body.value[0].encryptedContent, privateKey));
      return /"displayName":"(\w)"/.exec(text)?.[1];
    });
    expect(names).toEqual(['A', 'A', 'C', 'B', 'F', 'E']);
  });
});
