import { z } from 'zod';
import { type GraphClient, GraphRefusal } from './graph-client.ts';

const Catalog = z.object({ value: z.array(z.object({ id: z.string() })) });
const Installations = z.object({ value: z.array(z.object({ id: z.string() })) });
const ChatOfInstallation = z.object({ id: z.string() });

/** A resource-specific permission of the app's manifest, consented to when the app is put into a chat. */
export interface ChatPermission {
  readonly permissionValue: string;
  readonly permissionType: 'Application' | 'Delegated';
}

export interface InstalledApp {
  /** Puts the app into a chat with the manifest's permissions. Safe to repeat. */
  inChat(tenantId: string, threadId: string, signal: AbortSignal): Promise<void>;
  /**
   * Makes sure that the person has the app, and so a chat with the bot. Safe to repeat.
   *
   * @returns the chat's id.
   * @throws as {@link GraphClient.call}.
   */
  forPerson(tenantId: string, entraObjectId: string, signal: AbortSignal): Promise<string>;
}

/** @see {@link https://learn.microsoft.com/graph/api/chat-post-installedapps} */
export function graphInstalledApp(deps: {
  readonly graph: GraphClient;
  /** The manifest's id, under which a tenant's catalogue knows the app. */
  readonly teamsAppId: string;
  readonly chatPermissions: readonly ChatPermission[];
}): InstalledApp {
  const { graph } = deps;
  const catalogIds = new Map<string, string>();

  async function reference(tenantId: string, signal: AbortSignal): Promise<Record<string, string>> {
    const known = catalogIds.get(tenantId);
    const id = known ?? (await catalogId(tenantId, signal));
    catalogIds.set(tenantId, id);
    return { 'teamsApp@odata.bind': `${graph.url}/v1.0/appCatalogs/teamsApps/${id}` };
  }

  async function catalogId(tenantId: string, signal: AbortSignal): Promise<string> {
    const filter = encodeURIComponent(`externalId eq '${deps.teamsAppId}'`);
    const path = `/v1.0/appCatalogs/teamsApps?$filter=${filter}`;
    const [app] = Catalog.parse(await graph.call({ tenantId, method: 'GET', path, signal })).value;
    if (app === undefined) throw new GraphRefusal(404, 'appNotInCatalog', null);
    return app.id;
  }

  async function install(tenantId: string, path: string, body: object, signal: AbortSignal): Promise<void> {
    try {
      await graph.call({
        tenantId,
        method: 'POST',
        path,
        body: { ...(await reference(tenantId, signal)), ...body },
        signal,
      });
    } catch (error) {
      if (!(error instanceof GraphRefusal)) throw error;
      // An app that was taken out of the catalogue and put in again has another id there.
      if (error.status === 404) catalogIds.delete(tenantId);
      // Conflict: it is installed already.
      if (error.status !== 409) throw error;
    }
  }

  return {
    async inChat(tenantId, threadId, signal) {
      const consentedPermissionSet = { resourceSpecificPermissions: deps.chatPermissions };
      await install(
        tenantId,
        `/v1.0/chats/${encodeURIComponent(threadId)}/installedApps`,
        { consentedPermissionSet },
        signal,
      );
    },

    async forPerson(tenantId, entraObjectId, signal) {
      const apps = `/v1.0/users/${encodeURIComponent(entraObjectId)}/teamwork/installedApps`;
      const filter = encodeURIComponent(`teamsApp/externalId eq '${deps.teamsAppId}'`);
      const find = async () =>
        Installations.parse(
          await graph.call({ tenantId, method: 'GET', path: `${apps}?$filter=${filter}`, signal }),
        ).value[0];
      let installation = await find();
      if (installation === undefined) {
        await install(tenantId, apps, {}, signal);
        installation = await find();
      }
      // Just made, and not yet to be seen by another of Graph's servers.
      if (installation === undefined) throw new GraphRefusal(503, 'appNotYetInstalled', null);
      const path = `${apps}/${encodeURIComponent(installation.id)}/chat`;
      return ChatOfInstallation.parse(await graph.call({ tenantId, method: 'GET', path, signal })).id;
    },
  };
}
