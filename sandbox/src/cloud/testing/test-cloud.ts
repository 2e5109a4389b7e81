import { type MicrosoftCloud, type MicrosoftCloudOptions, startMicrosoftCloud } from '../microsoft-cloud.ts';

export const TENANT_ID = '11111111-7e4a-4f00-8000-000000000000';
export const CLIENT_ID = 'c11e4710-0000-4000-8000-000000000001';
export const CLIENT_SECRET = 'test-secret';
export const REDIRECT_URI = 'http://127.0.0.1:3978/signin/callback';
export const MANIFEST_ID = 'a9910000-0000-4000-8000-000000000001';
export const MEETING_PERMISSION = {
  permissionValue: 'OnlineMeeting.ReadBasic.Chat',
  permissionType: 'Application',
} as const;

/** An answer with its JSON already read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // Tests look into answers of every shape.
  // biome-ignore lint/suspicious/noExplicitAny: a test that reads a wrong member fails, which is its purpose
  readonly body: any;
}

type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>;

/** A running cloud with the calls of an app and a bot that hold good tokens. */
export interface TestCloud extends MicrosoftCloud {
  /** Asks Graph as the app; the path begins with the version. */
  readonly graph: Call;
  /** Asks the Bot Connector as the bot. */
  readonly connector: Call;
  readonly token: (scope: string) => Promise<string>;
}

export async function startTestCloud(options: Partial<MicrosoftCloudOptions> = {}): Promise<TestCloud> {
  const cloud = await startMicrosoftCloud({
    host: '127.0.0.1',
    port: 0,
    tenantId: TENANT_ID,
    app: { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, redirectUris: [REDIRECT_URI] },
    bot: { appId: CLIENT_ID, endpoint: '' },
    teamsApp: { externalId: MANIFEST_ID, resourceSpecificPermissions: [MEETING_PERMISSION] },
    notificationRetryDelaysMs: [10, 10],
    ...options,
  });
  const token = async (scope: string): Promise<string> => {
    const form = {
      grant_type: 'client_credentials',
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
      scope,
    };
    const url = `${cloud.authority}/${TENANT_ID}/oauth2/v2.0/token`;
    const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
    const { access_token } = (await answer.json()) as { access_token: string };
    return access_token;
  };
  const caller =
    (base: string, scope: string): Call =>
    async (method, path, body, headers = {}) =>
      callJson(`${base}${path}`, method, body, { Authorization: `Bearer ${await token(scope)}`, ...headers });
  return {
    ...cloud,
    token,
    graph: caller(cloud.graphUrl, `${cloud.graphUrl}/.default`),
    connector: caller(cloud.serviceUrl.replace(/\/$/, ''), 'https://api.botframework.com/.default'),
  };
}

export async function callJson(
  url: string,
  method: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(url, {
    method,
    headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) };
}
