import { TENANT_ID } from '@ehr-connector/sandbox/organization-file.ts';
import type { Sandbox } from '@ehr-connector/sandbox/sandbox.ts';
import { expecting, type HttpClient } from './http-client.ts';

/** The Microsoft cloud as somebody calls it who does nothing else. */
export interface OutsideCloud {
  /** Sets a meeting's lobby and presenters and reads them back, as a clinician's launch has to. */
  secure(meeting: {
    readonly organizer: string;
    readonly id: string;
    readonly presenter: string;
  }): Promise<void>;
  /** Posts a message into a chat. */
  post(chatId: string, activity: object): Promise<void>;
}

/** @returns once its tokens are there: those are had once an hour, not with every call. */
export async function openOutsideCloud(
  { environment, cloud }: Sandbox,
  client: HttpClient,
): Promise<OutsideCloud> {
  const tokenOf = async (url: string, id: string | undefined, secret: string | undefined, scope: string) => {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: id ?? '',
      client_secret: secret ?? '',
      scope,
    }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { text } = await expecting(200, url, client.send(url, { method: 'POST', headers, body }));
    return (JSON.parse(text) as { access_token: string }).access_token;
  };
  const graphToken = await tokenOf(
    `${cloud.authority}/${TENANT_ID}/oauth2/v2.0/token`,
    environment.ENTRA_CLIENT_ID,
    environment.ENTRA_CLIENT_SECRET,
    'https://graph.microsoft.com/.default',
  );
  const botToken = await tokenOf(
    environment.BOT_TOKEN_URL ?? '',
    environment.BOT_ID,
    environment.BOT_SECRET,
    'https://api.botframework.com/.default',
  );
  const headersWith = (token: string) => ({
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
  });

  return {
    async secure({ organizer, id, presenter }) {
      const url = `${cloud.graphUrl}/v1.0/users/${organizer}/onlineMeetings/${encodeURIComponent(id)}`;
      const headers = headersWith(graphToken);
      const body = JSON.stringify({
        lobbyBypassSettings: { scope: 'invited', isDialInBypassEnabled: false },
        allowedPresenters: 'roleIsPresenter',
        participants: { attendees: [{ identity: { user: { id: presenter } }, role: 'presenter' }] },
      });
      await expecting(200, url, client.send(url, { method: 'PATCH', headers, body }));
      await expecting(200, url, client.send(url, { headers }));
    },
    async post(chatId, activity) {
      const url = `${cloud.serviceUrl}v3/conversations/${encodeURIComponent(chatId)}/activities`;
      const body = JSON.stringify(activity);
      await expecting(201, url, client.send(url, { method: 'POST', headers: headersWith(botToken), body }));
    },
  };
}
