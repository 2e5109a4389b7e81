import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { type HttpSink, startHttpSink } from '@ehr-connector/sandbox/cloud/testing/http-sink.ts';
import { MANIFEST_ID, TENANT_ID } from '@ehr-connector/sandbox/cloud/testing/test-cloud.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addMs, DAY_MS, HOUR_MS } from '../../domain/kernel/clock.ts';
import { isDomainError } from '../../domain/kernel/domain-error.ts';
import type { MeetingWitnesses, OpenedMeeting } from '../../domain/visits/meeting-rooms.ts';
import { memoryCertificates } from './certificates.test-support.ts';
import { type GraphCloud, neverAborted, startGraphCloud, systemClock } from './graph-cloud.test-support.ts';
import { graphMeetingRooms } from './graph-meeting-rooms.ts';
import { graphMeetingWitnesses } from './graph-meeting-witnesses.ts';
import { graphInstalledApp } from './installed-app.ts';

let world: GraphCloud;
let sink: HttpSink;
let witnesses: MeetingWitnesses;
let meeting: OpenedMeeting;
beforeAll(async () => {
  [world, sink] = await Promise.all([startGraphCloud(), startHttpSink()]);
  sink.answer = ({ url }) => ({ status: 200, body: url.searchParams.get('validationToken') ?? '' });
  witnesses = witnessesWith(world.app);
});
afterAll(async () => {
  await world.cloud.close();
  await sink.close();
});
beforeEach(async () => {
  world.cloud.control.reset({ everything: true });
  meeting = await graphMeetingRooms({ graph: world.graph }).open({
    tenantId: TENANT_ID,
    organizer: SAMPLE_OIDS.organizer,
    key: 'visit-1',
    start: new Date('2026-01-05T15:00:00Z'),
    end: new Date('2026-01-05T15:30:00Z'),
    signal: neverAborted(),
  });
});

function witnessesWith(app: GraphCloud['app']): MeetingWitnesses {
  const certificates = memoryCertificates();
  return graphMeetingWitnesses({ graph: world.graph, app, certificates, notificationUrl: `${sink.url}/n` });
}

const inAnHour = () => addMs(systemClock.now(), HOUR_MS);
const install = (threadId = meeting.threadId) =>
  witnesses.installBot({ tenantId: TENANT_ID, threadId, signal: neverAborted() });
const subscribe = () =>
  witnesses.subscribe({
    tenantId: TENANT_ID,
    joinUrl: meeting.joinUrl,
    clientState: 'secret',
    expiresAt: inAnHour(),
    signal: neverAborted(),
  });
const renew = (id: string, expiresAt: Date) =>
  witnesses.renew({ tenantId: TENANT_ID, id, expiresAt, signal: neverAborted() });
const isUnavailable = (error: unknown) => isDomainError(error, 'room-unavailable');

describe('the bot in the meeting’s chat', () => {
  it('is put there once, however often it is asked', async () => {
    await install();
    await install();
    expect(world.cloud.cloud.chats.get(meeting.threadId)?.botInstalled).toBe(true);
  });

  it.each([
    ['an app that is not in the catalogue', 'another', 'appNotInCatalog'],
    ['other permissions than the manifest’s', MANIFEST_ID, '400'],
  ])('is not, with %s; and operators read why', async (_what, teamsAppId, why) => {
    const app = graphInstalledApp({ graph: world.graph, teamsAppId, chatPermissions: [] });
    const request = { tenantId: TENANT_ID, threadId: meeting.threadId, signal: neverAborted() };
    const error = await witnessesWith(app)
      .installBot(request)
      .catch((cause: unknown) => cause);
    expect(error).toSatisfy(isUnavailable);
    expect(error).toMatchObject({ message: expect.stringContaining(why) });
  });

  it('is not in a chat that does not exist', async () => {
    await expect(install('19:meeting_none@thread.v2')).rejects.toSatisfy(isUnavailable);
  });
});

describe('the subscription to the meeting’s call', () => {
  it('is made for as long as was asked', async () => {
    const made = await subscribe();
    expect(world.cloud.control.subscriptions()).toEqual([
      { id: made.id, meetingId: meeting.meetingId, expiresAt: made.expiresAt },
    ]);
  });

  it('takes the place of one that we no longer know of', async () => {
    const lost = await subscribe();
    const made = await subscribe();
    expect(made.id).not.toBe(lost.id);
    expect(world.cloud.control.subscriptions().map(({ id }) => id)).toEqual([made.id]);
  });

  it('is renewed', async () => {
    const { id } = await subscribe();
    const until = addMs(systemClock.now(), DAY_MS);
    await expect(renew(id, until)).resolves.toEqual(until);
  });

  it('is said to be gone when it is', async () => {
    const { id } = await subscribe();
    world.cloud.control.reset({ everything: true });
    await expect(renew(id, inAnHour())).resolves.toBeNull();
  });

  it('is unavailable while Graph is down, or our own address cannot be reached', async () => {
    const { id } = await subscribe();
    world.cloud.control.setFault({ target: 'graph.subscriptions', kind: 'down', count: 1 });
    await expect(renew(id, inAnHour())).rejects.toSatisfy(isUnavailable);
    world.cloud.control.reset();
    const answer = sink.answer;
    sink.answer = () => ({ status: 500 });
    await renew(id, inAnHour());
    await expect(subscribe()).rejects.toSatisfy(isUnavailable);
    sink.answer = answer;
  });
});
