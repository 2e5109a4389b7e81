import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addChat } from '../chats.ts';
import { joinMeeting } from '../meetings.ts';
import { botMeetingId } from '../online-meeting.ts';
import { SAMPLE_OIDS } from '../sample-people.ts';
import {
  type Answer,
  CLIENT_ID,
  callJson,
  startTestCloud,
  TENANT_ID,
  type TestCloud,
} from '../testing/test-cloud.ts';
import { botUserId } from './bot-users.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.close());
beforeEach(() => cloud.control.reset({ everything: true }));

const card = (text: string): unknown => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: { type: 'AdaptiveCard', body: [{ text }] },
    },
  ],
});

function openChat(oid: string = SAMPLE_OIDS.amara): Promise<Answer> {
  return cloud.connector('POST', '/v3/conversations', {
    isGroup: false,
    bot: { id: `28:${CLIENT_ID}` },
    members: [{ id: botUserId(CLIENT_ID, oid) }],
    tenantId: TENANT_ID,
    channelData: { tenant: { id: TENANT_ID } },
  });
}

describe('a chat with a person', () => {
  it('is opened only where the app is installed', async () => {
    expect((await openChat()).status).toBe(403);
    cloud.control.setAppInstalled(SAMPLE_OIDS.amara, true);
    const opened = await openChat();
    expect(opened).toMatchObject({ status: 201, body: { serviceUrl: cloud.serviceUrl } });
    expect((await openChat()).body.id).toBe(opened.body.id);
  });

  it('shows a card, its update and its end', async () => {
    cloud.control.setAppInstalled(SAMPLE_OIDS.amara, true);
    const { body: chat } = await openChat();
    const path = `/v3/conversations/${encodeURIComponent(chat.id)}/activities`;
    const sent = await cloud.connector('POST', path, card('waiting'));
    expect(sent.status).toBe(201);
    const messages = cloud.cloud.chats.get(chat.id)?.messages ?? [];
    expect(messages).toMatchObject([
      { id: sent.body.id, fromBot: true, card: { body: [{ text: 'waiting' }] } },
    ]);
    expect((await cloud.connector('PUT', `${path}/${sent.body.id}`, card('left'))).status).toBe(200);
    expect(messages).toMatchObject([{ card: { body: [{ text: 'left' }] } }]);
    expect((await cloud.connector('DELETE', `${path}/${sent.body.id}`)).status).toBe(200);
    expect(messages).toEqual([]);
    expect((await cloud.connector('PUT', `${path}/${sent.body.id}`, card('again'))).status).toBe(404);
  });

  it('is closed to a bot that was blocked or removed', async () => {
    cloud.control.setAppInstalled(SAMPLE_OIDS.amara, true);
    const { body: chat } = await openChat();
    const path = `/v3/conversations/${encodeURIComponent(chat.id)}/activities`;
    const refusal = { status: 403, body: { subCode: 'MessageWritesBlocked' } };
    cloud.control.setBotBlocked(SAMPLE_OIDS.amara, true);
    expect(await cloud.connector('POST', path, card('waiting'))).toMatchObject(refusal);
    cloud.control.setBotBlocked(SAMPLE_OIDS.amara, false);
    cloud.control.setAppInstalled(SAMPLE_OIDS.amara, false);
    expect(await cloud.connector('POST', path, card('waiting'))).toMatchObject(refusal);
  });

  it.each([
    ['a group', { isGroup: true, members: [{ id: SAMPLE_OIDS.amara }] }, 400],
    ['two people', { members: [{ id: SAMPLE_OIDS.amara }, { id: SAMPLE_OIDS.mei }] }, 400],
    ['a sign-in name', { members: [{ id: 'mei.lin@riverside.example' }] }, 400],
    ['another tenant', { members: [{ id: SAMPLE_OIDS.amara }], tenantId: 'other' }, 403],
  ])('is not opened with %s', async (_what, body, status) => {
    expect((await cloud.connector('POST', '/v3/conversations', body)).status).toBe(status);
  });

  it('takes seven messages a second and asks to wait for the eighth', async () => {
    cloud.control.setAppInstalled(SAMPLE_OIDS.amara, true);
    const { body: chat } = await openChat();
    const path = `${cloud.serviceUrl}v3/conversations/${encodeURIComponent(chat.id)}/activities`;
    const headers = { Authorization: `Bearer ${await cloud.token('https://api.botframework.com/.default')}` };
    const sendAll = () =>
      Promise.all([...'12345678'].map((text) => callJson(path, 'POST', { type: 'message', text }, headers)));
    const throttled = (await sendAll()).filter(({ status }) => status === 429);
    expect(throttled).toHaveLength(1);
    expect(Number(throttled[0]?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    cloud.control.changeSettings({ enforceBotLimits: false });
    expect((await sendAll()).every(({ status }) => status === 201)).toBe(true);
  });
});

it('posts a thread into a channel that has the bot', async () => {
  const channel = addChat(cloud.cloud, {
    kind: 'channel',
    title: 'Cardiology',
    memberOids: [SAMPLE_OIDS.mei],
  });
  const post = { isGroup: true, channelData: { channel: { id: channel.id } }, activity: card('waiting') };
  expect((await cloud.connector('POST', '/v3/conversations', post)).status).toBe(403);
  channel.botInstalled = true;
  const { body } = await cloud.connector('POST', '/v3/conversations', post);
  expect(body.id).toBe(`${channel.id};messageid=${body.activityId}`);
  const path = `/v3/conversations/${encodeURIComponent(body.id)}/activities/${body.activityId}`;
  expect((await cloud.connector('PUT', path, card('left'))).status).toBe(200);
  expect(channel.messages).toMatchObject([{ card: { body: [{ text: 'left' }] } }]);
});

it('answers only the bot’s own good token', async () => {
  const url = `${cloud.serviceUrl}v3/conversations`;
  const graph = await cloud.token(`${cloud.graphUrl}/.default`);
  for (const headers of [{}, { Authorization: 'Bearer x' }, { Authorization: `Bearer ${graph}` }]) {
    expect((await callJson(url, 'POST', {}, headers)).status).toBe(401);
  }
});

it('does not answer an app that is not the bot', async () => {
  const own = await startTestCloud({ bot: { appId: 'b0700000-0000-4000-8000-000000000001', endpoint: '' } });
  expect((await own.connector('POST', '/v3/conversations', {})).status).toBe(401);
  await own.close();
});

it('tells of a meeting and of who takes part', async () => {
  const path = `/v1.0/users/${SAMPLE_OIDS.organizer}/onlineMeetings/createOrGet`;
  const { body: made } = await cloud.graph('POST', path, { externalId: 'visit', subject: 'Virtual visit' });
  const meeting = cloud.cloud.meetings.get(made.id);
  const chat = cloud.cloud.chats.get(made.chatInfo.threadId);
  if (meeting === undefined || chat === undefined) throw new Error('The meeting is gone.');
  const url = `/v1/meetings/${encodeURIComponent(botMeetingId(meeting))}`;
  expect((await cloud.connector('GET', url)).status).toBe(403);
  chat.botInstalled = true;
  expect((await cloud.connector('GET', url)).body).toMatchObject({
    details: { joinUrl: meeting.joinWebUrl, msGraphResourceId: meeting.id, title: 'Virtual visit' },
    organizer: { aadObjectId: SAMPLE_OIDS.organizer },
  });
  const participant = `${url}/participants/${SAMPLE_OIDS.amara}?tenantId=${TENANT_ID}`;
  expect((await cloud.connector('GET', participant)).status).toBe(404);
  joinMeeting(cloud.cloud, meeting, { displayName: 'Amara', oid: SAMPLE_OIDS.amara });
  expect((await cloud.connector('GET', participant)).body).toMatchObject({
    user: { aadObjectId: SAMPLE_OIDS.amara },
    meeting: { role: 'Presenter', inMeeting: true },
  });
  const members = `/v3/conversations/${encodeURIComponent(chat.id)}/members`;
  expect((await cloud.connector('GET', members)).body).toHaveLength(2);
});
