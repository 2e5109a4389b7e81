import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addMessage, setBotInstalled } from '../chats.ts';
import { admit, deny, endForAll, joinMeeting } from '../meetings.ts';
import type { Chat, Meeting } from '../model.ts';
import { botMeetingId } from '../online-meeting.ts';
import { startPlaygroundRelay } from '../playground-relay.ts';
import { addGroups, sampleGroups } from '../sample-groups.ts';
import { SAMPLE_OIDS } from '../sample-people.ts';
import { type HttpSink, startHttpSink } from '../testing/http-sink.ts';
import { CLIENT_ID, callJson, startTestCloud, TENANT_ID, type TestCloud } from '../testing/test-cloud.ts';

let cloud: TestCloud;
let bot: HttpSink;
beforeAll(async () => {
  [cloud, bot] = await Promise.all([startTestCloud(), startHttpSink()]);
  cloud.configure({ bot: { endpoint: `${bot.url}/api/messages` } });
});
afterAll(async () => {
  await cloud.close();
  await bot.close();
});
beforeEach(async () => {
  await cloud.control.settled();
  cloud.control.reset({ everything: true });
  bot.received.length = 0;
  bot.answer = () => ({ status: 200 });
});

/** Checks an activity's token as a bot does, with nothing of Microsoft's SDK. */
async function verify(request: HttpSink['received'][number]): Promise<void> {
  const metadata = await callJson(cloud.botOpenIdMetadataUrl, 'GET');
  const { body: jwks } = await callJson(metadata.body.jwks_uri, 'GET');
  expect(jwks.keys).toHaveLength(2);
  expect(jwks.keys[0].endorsements).toEqual(['msteams']);
  const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
  const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(metadata.body.jwks_uri)), {
    issuer: cloud.botTokenIssuer,
    audience: CLIENT_ID,
  });
  expect(payload.serviceurl).toBe(request.body.serviceUrl);
}

async function makeMeeting(): Promise<{ meeting: Meeting; chat: Chat }> {
  const path = `/v1.0/users/${SAMPLE_OIDS.organizer}/onlineMeetings/createOrGet`;
  const { body } = await cloud.graph('POST', path, { externalId: 'visit' });
  const meeting = cloud.cloud.meetings.get(body.id);
  const chat = cloud.cloud.chats.get(body.chatInfo.threadId);
  if (meeting === undefined || chat === undefined) throw new Error('The meeting is gone.');
  return { meeting, chat };
}

describe('the bot hears', () => {
  it('of its installation for a person, signed for this service address', async () => {
    cloud.control.setAppInstalled(SAMPLE_OIDS.amara, true);
    await cloud.control.settled();
    expect(bot.received.map(({ body }) => body)).toMatchObject([
      {
        type: 'installationUpdate',
        action: 'add',
        channelId: 'msteams',
        serviceUrl: cloud.serviceUrl,
        conversation: { conversationType: 'personal', tenantId: TENANT_ID },
        from: { aadObjectId: SAMPLE_OIDS.amara },
        recipient: { id: `28:${CLIENT_ID}` },
      },
      { type: 'conversationUpdate', membersAdded: [{ id: `28:${CLIENT_ID}` }] },
    ]);
    for (const request of bot.received) await verify(request);
  });

  it('of a team it is added to, and may speak there until it is removed', async () => {
    addGroups(cloud.cloud, sampleGroups());
    const [team] = [...cloud.cloud.chats.values()].filter(({ kind }) => kind === 'channel');
    if (!team?.team) throw new Error('There is no team.');
    const conversation = `/v3/conversations/${encodeURIComponent(team.id)}/activities`;
    const said = { type: 'message', text: 'hello' };
    expect((await cloud.connector('POST', conversation, said)).status).toBe(403);
    expect((await cloud.connector('GET', `/v3/teams/${encodeURIComponent(team.id)}`)).status).toBe(403);

    setBotInstalled(cloud.cloud, team, { installed: true, byOid: SAMPLE_OIDS.admin });
    await cloud.control.settled();
    const channelData = {
      tenant: { id: TENANT_ID },
      team: { id: team.id, name: 'Cardiology virtual visits', aadGroupId: team.team.aadGroupId },
    };
    expect(bot.received.map(({ body }) => body)).toMatchObject([
      { type: 'installationUpdate', action: 'add', channelData, from: { aadObjectId: SAMPLE_OIDS.admin } },
      {
        type: 'conversationUpdate',
        membersAdded: [{ id: `28:${CLIENT_ID}` }],
        conversation: { isGroup: true, conversationType: 'channel', id: team.id },
        channelData: { ...channelData, eventType: 'teamMemberAdded' },
      },
    ]);
    for (const request of bot.received) await verify(request);
    const told = await cloud.connector('GET', `/v3/teams/${encodeURIComponent(team.id)}`);
    expect(told.body).toMatchObject({ ...channelData.team, memberCount: 5 });
    expect((await cloud.connector('POST', conversation, said)).status).toBe(201);

    bot.received.length = 0;
    setBotInstalled(cloud.cloud, team, { installed: false, byOid: SAMPLE_OIDS.admin });
    await cloud.control.settled();
    expect(bot.received.map(({ body }) => body)).toMatchObject([
      { type: 'installationUpdate', action: 'remove', channelData },
      { membersRemoved: [{ id: `28:${CLIENT_ID}` }], channelData: { eventType: 'teamMemberRemoved' } },
    ]);
    expect((await cloud.connector('POST', conversation, said)).status).toBe(403);
  });

  it('of a group chat it is added to, which has no team', async () => {
    addGroups(cloud.cloud, sampleGroups());
    const [group] = [...cloud.cloud.chats.values()].filter(({ kind }) => kind === 'group');
    if (!group) throw new Error('There is no group chat.');
    setBotInstalled(cloud.cloud, group, { installed: true, byOid: SAMPLE_OIDS.coordinator });
    await cloud.control.settled();
    expect(bot.received.map(({ body }) => body)).toMatchObject([
      { type: 'installationUpdate', conversation: { conversationType: 'groupChat', name: 'Front desk' } },
      { type: 'conversationUpdate', from: { aadObjectId: SAMPLE_OIDS.coordinator } },
    ]);
    expect(bot.received[0]?.body.channelData).toEqual({ tenant: { id: TENANT_ID } });
  });

  it('of a meeting’s start, its members and its end, never of guests or the lobby', async () => {
    const { meeting, chat } = await makeMeeting();
    setBotInstalled(cloud.cloud, chat, { installed: true, byOid: null });
    const waiting = joinMeeting(cloud.cloud, meeting, { displayName: 'Pat', oid: null });
    joinMeeting(cloud.cloud, meeting, { displayName: 'Amara', oid: SAMPLE_OIDS.amara });
    meeting.settings.lobbyBypassSettings = { scope: 'organizer' };
    deny(
      cloud.cloud,
      meeting,
      joinMeeting(cloud.cloud, meeting, { displayName: 'Mei', oid: SAMPLE_OIDS.mei }).id,
    );
    admit(cloud.cloud, meeting, waiting.id);
    endForAll(cloud.cloud, meeting);
    await cloud.control.settled();
    const activities = bot.received.map(({ body }) => body);
    expect(activities.map(({ type, name }) => name ?? type)).toEqual([
      'installationUpdate',
      'conversationUpdate',
      'application/vnd.microsoft.meetingStart',
      'application/vnd.microsoft.meetingParticipantJoin',
      'application/vnd.microsoft.meetingParticipantLeave',
      'application/vnd.microsoft.meetingEnd',
    ]);
    expect(activities[2]).toMatchObject({
      conversation: { isGroup: true, id: chat.id },
      channelData: { meeting: { id: botMeetingId(meeting) }, tenant: { id: TENANT_ID } },
      value: { JoinUrl: meeting.joinWebUrl, StartTime: expect.any(String) },
    });
    expect(activities[3].value.members).toMatchObject([
      { user: { aadObjectId: SAMPLE_OIDS.amara }, meeting: { inMeeting: true, role: 'Presenter' } },
    ]);
    expect(JSON.stringify(activities)).not.toContain('Pat');
  });

  it('nothing of a meeting it is not in', async () => {
    const { meeting } = await makeMeeting();
    joinMeeting(cloud.cloud, meeting, { displayName: 'Amara', oid: SAMPLE_OIDS.amara });
    await cloud.control.settled();
    expect(bot.received).toEqual([]);
  });

  it('nothing while the switch is down, and twice with the other', async () => {
    cloud.control.setFault({ target: 'activities', kind: 'down', count: 2 });
    cloud.control.setAppInstalled(SAMPLE_OIDS.amara, true);
    cloud.control.setFault({ target: 'activities', kind: 'duplicate', count: 1 });
    cloud.control.setAppInstalled(SAMPLE_OIDS.amara, false);
    await cloud.control.settled();
    expect(bot.received.map(({ body }) => body.action)).toEqual(['remove', 'remove']);
    expect(bot.received[0]?.body.id).toBe(bot.received[1]?.body.id);
  });
});

describe('a card’s button', () => {
  const press = async () => {
    cloud.control.setAppInstalled(SAMPLE_OIDS.amara, true);
    const chat = [...cloud.cloud.chats.values()][0];
    if (chat === undefined) throw new Error('There is no chat.');
    const message = addMessage(cloud.cloud, chat, { fromBot: true, text: '', card: {} });
    const action = { verb: 'acknowledge', data: { visit: 'v1' } };
    return cloud.invokeCardAction({ chatId: chat.id, messageId: message.id, action, oid: SAMPLE_OIDS.amara });
  };

  it('reaches the bot as an invoke, and its answer comes back', async () => {
    bot.answer = ({ body }) => ({
      status: 200,
      type: 'application/json',
      body: JSON.stringify(
        body.type === 'invoke'
          ? {
              statusCode: 200,
              type: 'application/vnd.microsoft.card.adaptive',
              value: { type: 'AdaptiveCard' },
            }
          : {},
      ),
    });
    expect(await press()).toEqual({ kind: 'card', card: { type: 'AdaptiveCard' } });
    const invoke = bot.received.find(({ body }) => body.type === 'invoke');
    expect(invoke?.body).toMatchObject({
      name: 'adaptiveCard/action',
      from: { aadObjectId: SAMPLE_OIDS.amara },
      value: {
        action: { type: 'Action.Execute', verb: 'acknowledge', data: { visit: 'v1' } },
        trigger: 'manual',
      },
    });
  });

  it('says so when the bot fails', async () => {
    bot.answer = () => ({ status: 500 });
    expect((await press()).kind).toBe('failed');
  });
});

it('relays what the Agents Playground sends, signed for the playground’s own address', async () => {
  const relay = await startPlaygroundRelay({
    host: '127.0.0.1',
    port: 0,
    botEndpoint: () => `${bot.url}/api/messages`,
    signActivity: cloud.signActivity,
  });
  bot.answer = () => ({ status: 201, type: 'application/json', body: '{"ok":true}' });
  const activity = { type: 'message', text: 'hello', serviceUrl: 'http://localhost:56150/_connector' };
  expect(await callJson(relay.url, 'POST', activity)).toMatchObject({ status: 201, body: { ok: true } });
  expect(bot.received[0]?.body).toEqual(activity);
  for (const request of bot.received) await verify(request);
  expect((await fetch(relay.url, { method: 'POST', body: '{}' })).status).toBe(400);
  await relay.close();
});
