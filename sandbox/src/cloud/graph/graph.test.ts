import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { joinMeeting } from '../meetings.ts';
import { GRAPH_PERMISSIONS } from '../registration.ts';
import { SAMPLE_OIDS, SECOND_TENANT_ID } from '../sample-people.ts';
import {
  CLIENT_ID,
  CLIENT_SECRET,
  callJson,
  MANIFEST_ID,
  MEETING_PERMISSION,
  startTestCloud,
  type TestCloud,
} from '../testing/test-cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.close());
beforeEach(() => cloud.control.reset({ everything: true }));

const meetings = `/v1.0/users/${SAMPLE_OIDS.organizer}/onlineMeetings`;
const visit = { externalId: 'visit-1', subject: 'Virtual visit', startDateTime: '2026-01-05T15:00:00Z' };

describe('who may ask', () => {
  it('refuses no token, a token for something else, and a person’s token', async () => {
    const bot = await cloud.token('https://api.botframework.com/.default');
    const url = `${cloud.graphUrl}/v1.0/users`;
    for (const headers of [{}, { Authorization: `Bearer ${bot}` }]) {
      const answer = await callJson(url, 'GET', undefined, headers);
      expect(answer).toMatchObject({ status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } });
    }
    const sso = await callJson(url, 'GET', undefined, {
      Authorization: `Bearer ${await cloud.ssoToken(SAMPLE_OIDS.admin)}`,
    });
    expect(sso.status).toBe(401);
  });

  it('refuses an app whose permission was withdrawn', async () => {
    cloud.control.changeSettings({ withdrawnPermissions: ['OnlineMeetings.ReadWrite.All'] });
    const answer = await cloud.graph('POST', `${meetings}/createOrGet`, visit);
    expect(answer).toMatchObject({ status: 403, body: { error: { code: 'Forbidden' } } });
  });
});

describe('online meetings', () => {
  it('makes one meeting for an external id and an organiser, however often it is asked', async () => {
    const first = await cloud.graph('POST', `${meetings}/createOrGet`, visit);
    const second = await cloud.graph('POST', `${meetings}/createOrGet`, { externalId: 'visit-1' });
    const other = await cloud.graph('POST', `${meetings}/createOrGet`, { externalId: 'visit-2' });
    expect([first.status, second.status, other.status]).toEqual([201, 200, 201]);
    expect(second.body).toMatchObject({ id: first.body.id, subject: 'Virtual visit' });
    expect(other.body.joinWebUrl).not.toBe(first.body.joinWebUrl);
    expect(first.body).toMatchObject({
      endDateTime: '2026-01-05T16:00:00.000Z',
      chatInfo: { threadId: expect.stringMatching(/^19:meeting_.+@thread\.v2$/) },
      lobbyBypassSettings: { scope: 'organization' },
    });
    expect(first.body.joinWebUrl).toMatch(
      /\/l\/meetup-join\/19%3ameeting_.+%40thread\.v2\/0\?context=%7b%22Tid/,
    );
  });

  it.each([
    ['lobby settings', { ...visit, lobbyBypassSettings: { scope: 'organizer' } }],
    ['presenters', { ...visit, allowedPresenters: 'organizer' }],
    ['no external id', { subject: 'Visit' }],
  ])('takes no %s when it makes one', async (_what, body) => {
    expect((await cloud.graph('POST', `${meetings}/createOrGet`, body)).status).toBe(400);
  });

  it('changes lobby and presenters, and reads back what was set', async () => {
    const { body: made } = await cloud.graph('POST', `${meetings}/createOrGet`, visit);
    const change = {
      lobbyBypassSettings: { scope: 'invited', isDialInBypassEnabled: false },
      allowedPresenters: 'roleIsPresenter',
      participants: { attendees: [{ role: 'presenter', identity: { user: { id: SAMPLE_OIDS.amara } } }] },
    };
    expect((await cloud.graph('PATCH', `${meetings}/${made.id}`, change)).status).toBe(200);
    const { body: read } = await cloud.graph('GET', `${meetings}/${made.id}`);
    expect(read).toMatchObject(change);
    const filter = encodeURIComponent(`JoinWebUrl eq '${made.joinWebUrl}'`);
    expect((await cloud.graph('GET', `${meetings}?$filter=${filter}`)).body.value).toHaveLength(1);
    const meeting = cloud.cloud.meetings.get(made.id);
    if (meeting === undefined) throw new Error('The meeting is gone.');
    const entry = joinMeeting(cloud.cloud, meeting, { displayName: 'Amara', oid: SAMPLE_OIDS.amara });
    expect(entry).toMatchObject({ role: 'presenter', inLobby: false });
  });

  it('keeps the lobby as it was where the tenant’s policy prevails', async () => {
    cloud.control.changeSettings({ lobbyPolicyPrevails: true, defaultLobbyScope: 'everyone' });
    const { body: made } = await cloud.graph('POST', `${meetings}/createOrGet`, visit);
    const patch = { lobbyBypassSettings: { scope: 'invited' } };
    const { status, body } = await cloud.graph('PATCH', `${meetings}/${made.id}`, patch);
    expect([status, body.lobbyBypassSettings.scope]).toEqual([200, 'everyone']);
  });

  it.each([
    { lobbyBypassSettings: { scope: 'nobody' } },
    { allowedPresenters: 'clinicians' },
    { joinMeetingIdSettings: { isPasscodeRequired: true } },
    { participants: { attendees: [{ role: 'presenter', upn: 'patient@home.example' }] } },
    { startDateTime: '2026-01-05T15:00:00Z', endDateTime: '2026-01-05T14:00:00Z' },
  ])('refuses the change %j', async (change) => {
    const { body: made } = await cloud.graph('POST', `${meetings}/createOrGet`, visit);
    expect((await cloud.graph('PATCH', `${meetings}/${made.id}`, change)).status).toBe(400);
  });

  it('needs the application access policy for the organiser', async () => {
    cloud.control.changeSettings({ organizersWithoutPolicy: [SAMPLE_OIDS.organizer] });
    const answer = await cloud.graph('POST', `${meetings}/createOrGet`, visit);
    expect(answer).toMatchObject({ status: 403, body: { error: { code: 'Unauthorized' } } });
    expect(answer.body.error.message).toMatch(/is not authorized to Create meeting on behalf of user/);
  });

  it('makes no more than the month’s allowance, and still finds those made', async () => {
    cloud.control.changeSettings({ monthlyMeetingCap: 1 });
    const statuses = [];
    for (const externalId of ['a', 'b', 'a']) {
      statuses.push((await cloud.graph('POST', `${meetings}/createOrGet`, { externalId })).status);
    }
    expect(statuses).toEqual([201, 403, 200]);
    const second = `/v1.0/users/${SAMPLE_OIDS.secondOrganizer}/onlineMeetings/createOrGet`;
    expect((await cloud.graph('POST', second, { externalId: 'b' })).status).toBe(201);
  });

  it('deletes', async () => {
    const { body: made } = await cloud.graph('POST', `${meetings}/createOrGet`, visit);
    expect((await cloud.graph('DELETE', `${meetings}/${made.id}`)).status).toBe(204);
    expect((await cloud.graph('GET', `${meetings}/${made.id}`)).status).toBe(404);
  });
});

describe('installing the app', () => {
  const userApps = `/v1.0/users/${SAMPLE_OIDS.amara}/teamwork/installedApps`;

  async function bind(): Promise<Record<string, string>> {
    const { body } = await cloud.graph(
      'GET',
      `/v1.0/appCatalogs/teamsApps?$filter=externalId eq '${MANIFEST_ID}'`,
    );
    return {
      'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${body.value[0].id}`,
    };
  }

  it('for a person, once, and leads to the chat with the bot', async () => {
    const app = await bind();
    expect((await cloud.graph('POST', userApps, app)).status).toBe(201);
    expect((await cloud.graph('POST', userApps, app)).status).toBe(409);
    const filter = `$expand=teamsApp&$filter=teamsApp/externalId eq '${MANIFEST_ID}'`;
    const { body: installed } = await cloud.graph('GET', `${userApps}?${filter}`);
    expect(installed.value).toMatchObject([{ teamsApp: { externalId: MANIFEST_ID } }]);
    const path = `${userApps}/${encodeURIComponent(installed.value[0].id)}`;
    const { body: chat } = await cloud.graph('GET', `${path}/chat`);
    expect(cloud.cloud.chats.get(chat.id)).toMatchObject({ kind: 'personal', botInstalled: true });
    expect((await cloud.graph('DELETE', path)).status).toBe(204);
    expect((await cloud.graph('GET', userApps)).body.value).toEqual([]);
  });

  it('not for somebody without a licence', async () => {
    const path = `/v1.0/users/${SAMPLE_OIDS.unlicensed}/teamwork/installedApps`;
    expect((await cloud.graph('POST', path, await bind())).status).toBe(403);
  });

  it('in a meeting’s chat, with exactly the consent of the manifest', async () => {
    const { body: made } = await cloud.graph('POST', `${meetings}/createOrGet`, visit);
    const path = `/v1.0/chats/${made.chatInfo.threadId}/installedApps`;
    const app = await bind();
    const consent = (...resourceSpecificPermissions: unknown[]): unknown => ({
      ...app,
      consentedPermissionSet: { resourceSpecificPermissions },
    });
    const more = { permissionValue: 'ChatMessage.Read.Chat', permissionType: 'Application' };
    for (const wrong of [app, consent(), consent(MEETING_PERMISSION, more)]) {
      expect((await cloud.graph('POST', path, wrong)).status).toBe(400);
    }
    expect((await cloud.graph('POST', path, consent(MEETING_PERMISSION))).status).toBe(201);
    expect(cloud.cloud.chats.get(made.chatInfo.threadId)?.botInstalled).toBe(true);
  });

  it('finds no other app in the catalogue', async () => {
    const { body } = await cloud.graph('GET', "/v1.0/appCatalogs/teamsApps?$filter=externalId eq 'other'");
    expect(body.value).toEqual([]);
  });
});

describe('people', () => {
  it('are read by id, with their licences', async () => {
    const { body } = await cloud.graph('GET', `/v1.0/users/${SAMPLE_OIDS.mei}?$select=displayName`);
    expect(body).toMatchObject({ id: SAMPLE_OIDS.mei, displayName: 'Mei Lin' });
    expect(body.jobTitle).toBeUndefined();
    const licences = async (oid: string): Promise<number> =>
      (await cloud.graph('GET', `/v1.0/users/${oid}/licenseDetails`)).body.value.length;
    expect([await licences(SAMPLE_OIDS.mei), await licences(SAMPLE_OIDS.unlicensed)]).toEqual([1, 0]);
    expect((await cloud.graph('GET', `/v1.0/users/${SAMPLE_OIDS.stranger}`)).status).toBe(404);
  });

  it('are searched by the beginning of a word, with the header that Graph demands', async () => {
    const path = '/v1.0/users?$search="displayName:ramo"&$top=5';
    expect((await cloud.graph('GET', path)).status).toBe(400);
    const { body } = await cloud.graph('GET', path, undefined, { ConsistencyLevel: 'eventual' });
    expect(body.value.map((user: { id: string }) => user.id)).toEqual([SAMPLE_OIDS.diego]);
    const filtered = await cloud.graph('GET', "/v1.0/users?$filter=startswith(displayName,'Hannah')");
    expect(filtered.body.value).toHaveLength(1);
  });

  it.each([
    ['"displayName:mei" OR "userPrincipalName:hannah"', ['Mei Lin', 'Hannah Berg']],
    ['"displayName:okafor amara"', ['Dr. Amara Okafor']],
    ['"displayName:amara ok"', ['Dr. Amara Okafor']],
    ['"displayName:kafor" OR "userPrincipalName:novak"', []],
    ['"userPrincipalName:tomas.n"', ['Tomás Novák']],
    [
      '"displayName:dr" AND "userPrincipalName:diego" OR "displayName:ruth"',
      ['Dr. Diego Ramos', 'Ruth Adeyemi'],
    ],
    ['"displayName:\\"mei\\""', ['Mei Lin']],
  ])('are found by %s', async (search, names) => {
    const path = `/v1.0/users?$search=${encodeURIComponent(search)}&$count=true&$filter=accountEnabled eq true and userType eq 'Member'`;
    const { body } = await cloud.graph('GET', path, undefined, { ConsistencyLevel: 'eventual' });
    expect(body.value.map((user: { displayName: string }) => user.displayName)).toEqual(names);
    expect(body['@odata.count']).toBe(names.length);
  });

  it.each([
    '$search=mei',
    '$search="displayName:mei" "displayName:lin"',
    '$search="displayName:mei',
    '$search="jobTitle:nurse"',
    '$top=0',
    '$top=1000',
    '$filter=displayName',
  ])('are not asked for by %s', async (query) => {
    const answer = await cloud.graph('GET', `/v1.0/users?${query}`, undefined, {
      ConsistencyLevel: 'eventual',
    });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: expect.any(String) } } });
  });

  it('have photos, some of them', async () => {
    const authorization = `Bearer ${await cloud.token(`${cloud.graphUrl}/.default`)}`;
    const photo = (oid: string, path: string) =>
      fetch(`${cloud.graphUrl}/v1.0/users/${oid}/${path}`, { headers: { authorization } });
    const found = await photo(SAMPLE_OIDS.amara, 'photos/48x48/$value');
    expect(found.headers.get('content-type')).toBe('image/png');
    const bytes = Buffer.from(await found.arrayBuffer());
    expect([bytes.subarray(1, 4).toString(), bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([
      'PNG',
      48,
      48,
    ]);
    expect((await photo(SAMPLE_OIDS.amara, 'photo/$value')).status).toBe(200);
    expect((await photo(SAMPLE_OIDS.amara, 'photos/47x47/$value')).status).toBe(400);
    const none = await photo(SAMPLE_OIDS.diego, 'photos/48x48/$value');
    expect([none.status, await none.json()]).toEqual([
      404,
      { error: expect.objectContaining({ code: 'ImageNotFound' }) },
    ]);
  });

  it('are read by ids only with a permission for the whole directory', async () => {
    const ids = [SAMPLE_OIDS.mei, SAMPLE_OIDS.stranger];
    const path = '/v1.0/directoryObjects/getByIds?$select=displayName';
    expect((await cloud.graph('POST', path, { ids })).status).toBe(403);
    cloud.configure({ app: { graphPermissions: ['Directory.Read.All'] } });
    const { body } = await cloud.graph('POST', path, { ids, types: ['user'] });
    cloud.configure({ app: { graphPermissions: GRAPH_PERMISSIONS } });
    expect(body.value).toEqual([
      { '@odata.type': '#microsoft.graph.user', id: SAMPLE_OIDS.mei, displayName: 'Mei Lin' },
    ]);
  });
});

it('lets the app hold meetings for the organisers, and for nobody else until it is granted', async () => {
  const tried = async (oid: string): Promise<number> => {
    const path = `/v1.0/users/${oid}/onlineMeetings/createOrGet`;
    return (await cloud.graph('POST', path, { externalId: 'x' })).status;
  };
  const { organizer, secondOrganizer, coordinator } = SAMPLE_OIDS;
  expect([await tried(organizer), await tried(secondOrganizer), await tried(coordinator)]).toEqual([
    201, 201, 403,
  ]);
  cloud.control.setMeetingPolicy(coordinator, true);
  cloud.control.setMeetingPolicy(organizer, false);
  expect([await tried(organizer), await tried(coordinator)]).toEqual([403, 201]);
});

it('reads the people of the second tenant once its administrator has consented', async () => {
  const asked = async (consents: boolean) => {
    const second = await startTestCloud({ secondTenantConsents: consents });
    const form = {
      grant_type: 'client_credentials',
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
      scope: `${second.graphUrl}/.default`,
    };
    const token = await fetch(`${second.authority}/${SECOND_TENANT_ID}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    const { access_token } = (await token.json()) as { access_token: string };
    const authorization = `Bearer ${access_token}`;
    const answer = await callJson(`${second.graphUrl}/v1.0/users`, 'GET', undefined, { authorization });
    await second.close();
    return answer;
  };
  expect((await asked(false)).status).toBe(401);
  expect((await asked(true)).body.value).toMatchObject([
    { id: SAMPLE_OIDS.stranger },
    { id: SAMPLE_OIDS.strangersTeamsAdmin },
  ]);
});
