import { admit, endForAll, joinMeeting, leave } from '@ehr-connector/sandbox/cloud/meetings.ts';
import type { Meeting } from '@ehr-connector/sandbox/cloud/model.ts';
import { SAMPLE_OIDS, SECOND_TENANT_ID } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { type HttpSink, startHttpSink } from '@ehr-connector/sandbox/cloud/testing/http-sink.ts';
import { CLIENT_ID, TENANT_ID } from '@ehr-connector/sandbox/cloud/testing/test-cloud.ts';
import { decodeJwt, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addMs, HOUR_MS } from '../../domain/kernel/clock.ts';
import { isDomainError } from '../../domain/kernel/domain-error.ts';
import type { CallNotifications } from '../../domain/visits/call-notifications.ts';
import { createEntraVerifier } from '../entra/entra-keys.ts';
import { boundedFetch } from '../http/bounded-fetch.ts';
import { callNotifications } from './call-notifications.ts';
import { memoryCertificates } from './certificates.test-support.ts';
import { type GraphCloud, neverAborted, startGraphCloud } from './graph-cloud.test-support.ts';
import { graphMeetingRooms } from './graph-meeting-rooms.ts';
import { graphMeetingWitnesses } from './graph-meeting-witnesses.ts';

let world: GraphCloud;
let sink: HttpSink;
let notifications: CallNotifications;
let meeting: Meeting;
let subscriptionId: string;
const certificates = memoryCertificates();
const unreadable: string[] = [];

beforeAll(async () => {
  [world, sink] = await Promise.all([startGraphCloud(), startHttpSink()]);
  sink.answer = ({ url }) => ({ status: 200, body: url.searchParams.get('validationToken') ?? '' });
  notifications = readerFor(CLIENT_ID);
});
afterAll(async () => {
  await world.cloud.close();
  await sink.close();
});
beforeEach(async () => {
  await world.cloud.control.settled();
  world.cloud.control.reset({ everything: true });
  sink.received.length = 0;
  unreadable.length = 0;
  const { graph, app } = world;
  const opened = await graphMeetingRooms({ graph }).open({
    tenantId: TENANT_ID,
    organizer: SAMPLE_OIDS.organizer,
    key: 'visit-1',
    start: new Date('2026-01-05T15:00:00Z'),
    end: new Date('2026-01-05T15:30:00Z'),
    signal: neverAborted(),
  });
  const witnesses = graphMeetingWitnesses({ graph, app, certificates, notificationUrl: `${sink.url}/n` });
  const made = await witnesses.subscribe({
    tenantId: TENANT_ID,
    joinUrl: opened.joinUrl,
    clientState: 'secret',
    expiresAt: addMs(new Date(), HOUR_MS),
    signal: neverAborted(),
  });
  subscriptionId = made.id;
  const found = world.cloud.cloud.meetings.get(opened.meetingId);
  if (found === undefined) throw new Error('The meeting is gone.');
  meeting = found;
});

function readerFor(clientId: string): CallNotifications {
  const send = boundedFetch({ allowInsecureLoopback: true });
  const verifier = createEntraVerifier({ authority: world.cloud.authority, send });
  return callNotifications({
    verify: verifier.verify,
    clientId,
    certificates,
    onUnreadable: ({ reason }) => unreadable.push(reason),
  });
}

type Post = { value: Record<string, unknown>[]; validationTokens: string[] };

/** What Graph has posted so far. */
async function posts(): Promise<Post[]> {
  await world.cloud.control.settled();
  return sink.received.flatMap(({ body }) => (body === null ? [] : [body]));
}

/** One post of Graph's, about a guest who came into the lobby. */
async function genuine(): Promise<Post> {
  joinMeeting(world.cloud.cloud, meeting, { displayName: 'Pat Canary', oid: null });
  const [post] = await posts();
  if (post === undefined) throw new Error('Graph posted nothing.');
  return post;
}

const isRefused = (error: unknown) => isDomainError(error, 'notification-refused');

/** The post with the content of its first notification changed. */
function withContent(post: Post, change: Record<string, string>): Post {
  const [first] = post.value;
  return { ...post, value: [{ ...first, encryptedContent: { ...contentOf(post), ...change } }] };
}
const contentOf = (post: Post) => post.value[0]?.encryptedContent as Record<string, string>;

/** Base64 with the first byte of what it stands for changed. */
function tampered(base64: string | undefined): string {
  const bytes = Buffer.from(base64 ?? '', 'base64');
  return Buffer.concat([Buffer.from([(bytes[0] ?? 0) ^ 1]), bytes.subarray(1)]).toString('base64');
}

describe('Graph’s notifications of a call', () => {
  it('tell who waits, who joined, who left, and when the call ended', async () => {
    const { cloud } = world.cloud;
    joinMeeting(cloud, meeting, { displayName: 'Organiser', oid: SAMPLE_OIDS.organizer });
    const guest = joinMeeting(cloud, meeting, { displayName: 'Pat Canary', oid: null });
    admit(cloud, meeting, guest.id);
    leave(cloud, meeting, guest.id);
    endForAll(cloud, meeting);
    const read = (await Promise.all((await posts()).map(notifications.read))).flat();
    expect(new Set(read.map((one) => `${one.subscriptionId} ${one.clientState}`))).toEqual(
      new Set([`${subscriptionId} secret`]),
    );
    const account = { kind: 'account', entraObjectId: SAMPLE_OIDS.organizer };
    const anonymous = { kind: 'anonymous', entryId: guest.id };
    expect(read.flatMap(({ sightings }) => sightings).map(({ kind, identity }) => [kind, identity])).toEqual([
      ['call-started', null],
      ['joined', account],
      ['lobby', anonymous],
      ['joined', anonymous],
      ['left', anonymous],
      ['left', account],
      ['call-ended', null],
    ]);
    expect(JSON.stringify(read)).not.toContain('Canary');
  });

  it('that come twice have the same keys', async () => {
    const post = await genuine();
    const keys = async () =>
      (await notifications.read(post)).flatMap(({ sightings }) => sightings.map(({ key }) => key));
    const first = await keys();
    expect(first).toHaveLength(1);
    expect(await keys()).toEqual(first);
  });

  it('of the subscription itself are passed on, with nothing seen', async () => {
    world.cloud.control.sendLifecycle('subscriptionRemoved');
    const read = (await Promise.all((await posts()).map(notifications.read))).flat();
    expect(read).toEqual([
      { subscriptionId, clientState: 'secret', lifecycleEvent: 'subscriptionRemoved', sightings: [] },
    ]);
  });
});

describe('a notification is refused', () => {
  it('when the signature of its content is wrong', async () => {
    const post = await genuine();
    const forged = withContent(post, { dataSignature: tampered(contentOf(post).dataSignature) });
    await expect(notifications.read(forged)).rejects.toSatisfy(isRefused);
  });

  it('when its content was changed, or is another’s', async () => {
    const post = await genuine();
    const changed = withContent(post, { data: tampered(contentOf(post).data) });
    await expect(notifications.read(changed)).rejects.toSatisfy(isRefused);
    const otherKey = withContent(post, { dataKey: tampered(contentOf(post).dataKey) });
    await expect(notifications.read(otherKey)).rejects.toSatisfy(isRefused);
    const otherCertificate = withContent(post, { encryptionCertificateId: 'another' });
    await expect(notifications.read(otherCertificate)).rejects.toSatisfy(isRefused);
  });

  it('when nothing shows that it comes from Graph', async () => {
    const post = await genuine();
    await expect(notifications.read({ ...post, validationTokens: [] })).rejects.toSatisfy(isRefused);
    const unsigned = new UnsecuredJWT(decodeJwt(post.validationTokens[0] ?? '')).encode();
    await expect(notifications.read({ ...post, validationTokens: [unsigned] })).rejects.toSatisfy(isRefused);
    const [header, , signature] = (post.validationTokens[0] ?? '').split('.');
    const claims = { ...decodeJwt(post.validationTokens[0] ?? ''), tid: SECOND_TENANT_ID };
    const rewritten = [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join(
      '.',
    );
    await expect(notifications.read({ ...post, validationTokens: [rewritten] })).rejects.toSatisfy(isRefused);
  });

  it('when Graph said it to another app', async () => {
    await expect(readerFor('another').read(await genuine())).rejects.toSatisfy(isRefused);
  });

  it('when the token is Entra’s and for us, but not of Graph’s own app', async () => {
    const post = await genuine();
    const validationTokens = [await world.cloud.ssoToken(SAMPLE_OIDS.amara)];
    await expect(notifications.read({ ...post, validationTokens })).rejects.toSatisfy(isRefused);
  });

  it('when the token is of another tenant than the notification', async () => {
    const post = await genuine();
    const value = post.value.map((one) => ({ ...one, tenantId: SECOND_TENANT_ID }));
    await expect(notifications.read({ ...post, value })).rejects.toSatisfy(isRefused);
  });

  it.each([null, 'text', {}, { value: 'x' }, { value: [{}] }, { value: Array(1_001).fill({}) }])(
    'when it is none (%#)',
    async (body) => {
      await expect(notifications.read(body)).rejects.toSatisfy((error) =>
        isDomainError(error, 'request-invalid'),
      );
    },
  );

  it('without holding up a good one beside it', async () => {
    const post = await genuine();
    const [bad] = withContent(post, { dataSignature: tampered(contentOf(post).dataSignature) }).value;
    const read = await notifications.read({ ...post, value: [bad, ...post.value] });
    expect(read).toMatchObject([{ subscriptionId, sightings: [{ kind: 'lobby' }] }]);
    expect(unreadable).toHaveLength(1);
  });
});

it('is not refused, but to be repeated, while Entra’s keys cannot be had', async () => {
  const post = await genuine();
  world.cloud.control.setFault({ target: 'entra.metadata', kind: '500' });
  await expect(readerFor(CLIENT_ID).read(post)).rejects.toSatisfy((error) =>
    isDomainError(error, 'entra-unavailable'),
  );
});
