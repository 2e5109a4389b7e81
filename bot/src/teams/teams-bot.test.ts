import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addChat, setBotInstalled } from '@ehr-connector/sandbox/cloud/chats.ts';
import { joinMeeting, leave } from '@ehr-connector/sandbox/cloud/meetings.ts';
import type { Meeting } from '@ehr-connector/sandbox/cloud/model.ts';
import { SAMPLE_OIDS, SECOND_TENANT_ID } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { CLIENT_ID, TENANT_ID } from '@ehr-connector/sandbox/cloud/testing/test-cloud.ts';
import type { Place, PlaceStore } from '@ehr-connector/shared/domain/organizations/place.ts';
import type { StaffLanguage, StaffLanguages } from '@ehr-connector/shared/domain/staff/staff-language.ts';
import type { InTransaction, Stores } from '@ehr-connector/shared/domain/stores.ts';
import type { RosterSighting } from '@ehr-connector/shared/domain/visits/intake.ts';
import type { Visit } from '@ehr-connector/shared/domain/visits/visit.ts';
import { UnsecuredJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTeamsBot, type TeamsBot } from './teams-bot.ts';
import { startTeamsCloud, type TeamsCloud } from './teams-cloud.test-support.ts';

const ORGANIZATION = 'organization-1';
let world: TeamsCloud;
let server: Server;
let bot: TeamsBot;
const statuses: number[] = [];
const stored: {
  readonly organizationId: string;
  readonly threadId: string;
  readonly sighting: RosterSighting;
}[] = [];
/** Of the one organisation. */
const kept = new Map<string, Place>();
const places: PlaceStore = {
  all: async () => [...kept.values()],
  ofGroup: async () => null,
  add: async (place) => {
    kept.set(place.conversationId, place);
  },
  remove: async (conversationId) => {
    kept.delete(conversationId);
  },
};
/** By account, of the one organisation. */
const languages = new Map<string, StaffLanguage>();
const staffLanguages: Pick<StaffLanguages, 'heard'> = {
  heard: async (entraObjectId, language) => void languages.set(entraObjectId, language),
};
const inTransaction: InTransaction = (organizationId, work) => {
  expect(organizationId).toBe(ORGANIZATION);
  return work({ places, staffLanguages } as unknown as Stores);
};

beforeAll(async () => {
  world = await startTeamsCloud();
  bot = createTeamsBot({
    botId: CLIENT_ID,
    openIdMetadataUrl: world.cloud.botOpenIdMetadataUrl,
    tokens: world.tokens,
    get: world.get,
    finder: { ofTenant: async (tenantId) => (tenantId === TENANT_ID ? ORGANIZATION : null) },
    intake: {
      async fromRoster(organizationId, find, sightings) {
        const threadId = await threadAskedFor(find);
        for (const sighting of sightings) stored.push({ organizationId, threadId, sighting });
      },
    },
    inTransaction,
  });
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
    const reply = await bot.receive({ headers: request.headers, body }).catch(() => ({ status: 500 }));
    statuses.push(reply.status);
    response.writeHead(reply.status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  world.cloud.configure({ bot: { endpoint: `http://127.0.0.1:${port}/api/messages` } });
});
afterAll(async () => {
  await world.cloud.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(async () => {
  await world.cloud.control.settled();
  world.cloud.control.reset({ everything: true });
  statuses.length = 0;
  stored.length = 0;
  kept.clear();
  languages.clear();
});
afterEach(() => vi.restoreAllMocks());

/** The chat by which the bot looks for a visit. */
async function threadAskedFor(find: (stores: Stores) => Promise<Visit | null>): Promise<string> {
  const asked: string[] = [];
  const visits = {
    ofThread: async (threadId: string) => {
      asked.push(threadId);
      return null;
    },
  };
  await find({ visits } as unknown as Stores);
  return asked.join();
}

/** A meeting with the bot in its chat. */
async function newMeeting(): Promise<Meeting> {
  const path = `/v1.0/users/${SAMPLE_OIDS.organizer}/onlineMeetings/createOrGet`;
  const { body } = await world.cloud.graph('POST', path, { externalId: 'visit-1' });
  const meeting = world.cloud.cloud.meetings.get(body.id);
  const chat = world.cloud.cloud.chats.get(body.chatInfo.threadId);
  if (meeting === undefined || chat === undefined) throw new Error('The meeting is gone.');
  chat.botInstalled = true;
  return meeting;
}

function activity(change: object = {}) {
  return {
    type: 'event',
    name: 'application/vnd.microsoft.meetingStart',
    id: 'activity-1',
    channelId: 'msteams',
    serviceUrl: world.cloud.serviceUrl,
    timestamp: '2026-01-05T10:30:00Z',
    from: { id: '29:1' },
    recipient: { id: `28:${CLIENT_ID}` },
    conversation: { id: '19:meeting_x@thread.v2', tenantId: TENANT_ID },
    channelData: { tenant: { id: TENANT_ID } },
    value: { StartTime: '2026-01-05T10:30:00Z' },
    ...change,
  };
}
const signed = async (serviceUrl = world.cloud.serviceUrl) =>
  `Bearer ${await world.cloud.signActivity({ serviceUrl })}`;
const receive = (authorization: string | undefined, body: unknown = activity()) =>
  bot.receive({ headers: { authorization }, body });

describe('the bot hears', () => {
  it('who of the staff joined and left the visit’s meeting, and nothing of guests', async () => {
    const meeting = await newMeeting();
    const { cloud } = world.cloud;
    const amara = joinMeeting(cloud, meeting, { displayName: 'Dr. Amara Okafor', oid: SAMPLE_OIDS.amara });
    const guest = joinMeeting(cloud, meeting, { displayName: 'Pat', oid: null });
    leave(cloud, meeting, guest.id);
    leave(cloud, meeting, amara.id);
    await world.cloud.control.settled();
    expect(statuses).toEqual([200, 200, 200, 200]);
    expect(stored.map(({ sighting }) => sighting.kind)).toEqual([
      'call-started',
      'joined',
      'left',
      'call-ended',
    ]);
    for (const one of stored)
      expect(one).toMatchObject({ organizationId: ORGANIZATION, threadId: meeting.chatId });
    expect(JSON.stringify(stored)).not.toMatch(/Amara|Pat/);
  });

  it('of the same thing twice as the same sighting', async () => {
    const meeting = await newMeeting();
    world.cloud.control.setFault({ target: 'activities', kind: 'duplicate', count: 2 });
    joinMeeting(world.cloud.cloud, meeting, { displayName: 'A', oid: SAMPLE_OIDS.amara });
    await world.cloud.control.settled();
    expect(stored).toHaveLength(4);
    expect(new Set(stored.map(({ sighting }) => sighting.key)).size).toBe(2);
  });

  it('its installation without an answer, and a message with one', async () => {
    world.cloud.control.setLanguage(SAMPLE_OIDS.amara, 'es-MX');
    world.cloud.control.setAppInstalled(SAMPLE_OIDS.amara, true);
    await world.cloud.control.settled();
    expect(statuses).toEqual([200, 200]);
    expect([...languages]).toEqual([[SAMPLE_OIDS.amara, 'es-ES']]);
    const [chat] = world.cloud.cloud.chats.values();
    expect(chat?.messages).toEqual([]);
    const message = { type: 'message', name: undefined, text: 'Hello' };
    const conversation = { id: chat?.id, conversationType: 'personal', tenantId: TENANT_ID };
    await receive(await signed(), activity({ ...message, conversation }));
    expect(chat?.messages).toMatchObject([{ fromBot: true, text: expect.stringContaining('cannot read') }]);
    await receive(await signed(), activity({ ...message, conversation, locale: 'zh-CN' }));
    expect(chat?.messages[1]?.text).toContain('无法阅读');
    await receive(await signed(), activity({ ...message, conversation: { id: chat?.id, isGroup: true } }));
    expect(chat?.messages).toHaveLength(2);
  });

  it('nothing from an organisation that is not ours', async () => {
    const foreign = { tenant: { id: SECOND_TENANT_ID } };
    expect(await receive(await signed(), activity({ channelData: foreign }))).toMatchObject({ status: 200 });
    expect(stored).toEqual([]);
  });

  it('what it does not understand, without failing', async () => {
    for (const change of [
      { value: null },
      { name: 'something/else' },
      { type: 'typing' },
      { type: 'unheardOf' },
    ]) {
      expect(await receive(await signed(), activity(change))).toMatchObject({ status: 200 });
    }
    const action = { type: 'Action.Execute', verb: 'unheardOf', data: {} };
    const invoke = { type: 'invoke', name: 'adaptiveCard/action', value: { action, trigger: 'manual' } };
    expect(await receive(await signed(), activity(invoke))).toMatchObject({ status: 501 });
  });

  it('says that it failed when what it heard could not be stored', async () => {
    const failing = createTeamsBot({
      botId: CLIENT_ID,
      openIdMetadataUrl: world.cloud.botOpenIdMetadataUrl,
      tokens: world.tokens,
      get: world.get,
      finder: { ofTenant: () => Promise.reject(new Error('no database')) },
      intake: { fromRoster: () => Promise.reject(new Error('no database')) },
      inTransaction,
    });
    const request = { headers: { authorization: await signed() }, body: activity() };
    await expect(failing.receive(request)).rejects.toThrow('no database');
  });
});

describe('the bot knows where it was added', () => {
  const GROUP = '4d5e0000-0000-4000-8000-00000000000A';
  const us = { id: `28:${CLIENT_ID}` };
  const tenant = { id: TENANT_ID };
  const groupChat = { id: '19:front-desk@thread.v2', conversationType: 'groupChat', tenantId: TENANT_ID };
  const channel = { id: '19:other-channel@thread.tacv2', conversationType: 'channel', tenantId: TENANT_ID };
  const team = { id: '19:general@thread.tacv2', name: 'Cardiology', aadGroupId: GROUP };
  const heard = async (change: object) =>
    expect(await receive(await signed(), activity({ name: undefined, value: undefined, ...change }))).toEqual(
      {
        status: 200,
      },
    );
  const installed = (change: object) => heard({ type: 'installationUpdate', action: 'add', ...change });
  const updated = (change: object) => heard({ type: 'conversationUpdate', ...change });

  it('by Teams itself, in a group chat: once, and until it is removed', async () => {
    const { cloud } = world.cloud;
    const request = { kind: 'group', title: 'Front desk', memberOids: [SAMPLE_OIDS.amara] } as const;
    const chat = addChat(cloud, request);
    setBotInstalled(cloud, chat, { installed: true, byOid: SAMPLE_OIDS.amara });
    await world.cloud.control.settled();
    expect(statuses).toEqual([200, 200]);
    const { serviceUrl } = world.cloud;
    const place = { conversationId: chat.id, kind: 'chat', serviceUrl, entraGroupId: null, name: null };
    expect([...kept.values()]).toEqual([place]);
    setBotInstalled(cloud, chat, { installed: false, byOid: SAMPLE_OIDS.amara });
    await world.cloud.control.settled();
    expect(kept.size).toBe(0);
  });

  it('in a team, by its first channel, with the group behind it', async () => {
    await installed({ conversation: channel, channelData: { tenant, team } });
    const place = {
      conversationId: team.id,
      kind: 'team',
      serviceUrl: world.cloud.serviceUrl,
      entraGroupId: GROUP.toLowerCase(),
      name: 'Cardiology',
    };
    expect([...kept.values()]).toEqual([place]);
    // What follows need not name the group.
    const { id } = team;
    await updated({ conversation: channel, channelData: { tenant, team: { id } }, membersAdded: [us] });
    expect([...kept.values()]).toEqual([place]);
    const eventType = 'teamRenamed';
    await updated({ conversation: channel, channelData: { tenant, eventType, team: { id, name: 'Heart' } } });
    expect([...kept.values()]).toEqual([{ ...place, name: 'Heart' }]);
    await updated({ conversation: channel, channelData: { tenant, eventType: 'teamDeleted', team: { id } } });
    expect(kept.size).toBe(0);
  });

  it.each([
    ['an update of the app', { action: 'add-upgrade' }, 1],
    ['being removed for an update', { action: 'remove-upgrade' }, 1],
    ['being removed', { action: 'remove' }, 0],
  ])('%s counts as it should', async (_what, change, size) => {
    await installed({ conversation: groupChat });
    await installed({ conversation: groupChat, ...change });
    expect(kept.size).toBe(size);
  });

  it('and not of chats with one person, of meetings, of other members, or of what it does not understand', async () => {
    await installed({ conversation: { ...groupChat, conversationType: 'personal' } });
    await installed({ conversation: { ...groupChat, id: '19:meeting_abc@thread.v2' } });
    await updated({ conversation: groupChat, membersAdded: [{ id: '29:somebody' }] });
    await updated({ conversation: groupChat, channelData: { tenant, eventType: 'channelCreated', team } });
    await installed({ conversation: groupChat, channelData: { tenant, team: 'nonsense' } });
    expect(kept.size).toBe(0);
  });

  it('only for an organisation of ours, and only when Teams says so', async () => {
    await installed({ conversation: groupChat, channelData: { tenant: { id: SECOND_TENANT_ID } } });
    const forged = activity({ type: 'installationUpdate', action: 'add', conversation: groupChat });
    expect(await receive('Bearer abc', forged)).toMatchObject({ status: 401 });
    expect(kept.size).toBe(0);
  });
});

describe('the bot refuses, in silence', () => {
  it.each([
    ['no token', async () => undefined],
    ['another scheme', async () => 'Basic abc'],
    ['no token after the scheme', async () => 'Bearer '],
    ['what is no token', async () => 'Bearer abc'],
    [
      'an unsigned token',
      async () => {
        const claims = {
          iss: world.cloud.botTokenIssuer,
          aud: CLIENT_ID,
          serviceurl: world.cloud.serviceUrl,
        };
        return `Bearer ${new UnsecuredJWT(claims).setExpirationTime('1h').encode()}`;
      },
    ],
    ['a token for another service address', async () => await signed('https://evil.example/')],
    ['a token that our own Graph calls use', async () => `Bearer ${await world.tokens.get()}`],
    ['a tab’s token', async () => `Bearer ${await world.cloud.ssoToken(SAMPLE_OIDS.amara)}`],
  ])('%s', async (_what, authorization) => {
    const printed = (['error', 'warn', 'log'] as const).map((name) => vi.spyOn(console, name));
    expect(await receive(await authorization())).toMatchObject({ status: 401 });
    expect(stored).toEqual([]);
    for (const print of printed) expect(print).not.toHaveBeenCalled();
  });

  it('a token for another bot', async () => {
    world.cloud.configure({ bot: { appId: 'another' } });
    const authorization = await signed();
    world.cloud.configure({ bot: { appId: CLIENT_ID } });
    expect(await receive(authorization)).toMatchObject({ status: 401 });
  });

  it.each([null, 'text', [], {}, { type: 'event' }, { type: 'event', channelId: 'AzureAppService' }])(
    'what is no activity of Teams (%j)',
    async (body) => {
      await expect(receive(await signed(), body)).rejects.toMatchObject({ name: 'ZodError' });
    },
  );
});
