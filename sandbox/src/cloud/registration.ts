/** A permission an app asks for in one meeting or chat, as in the manifest and in Graph's consent set. */
export interface ResourceSpecificPermission {
  readonly permissionValue: string;
  readonly permissionType: 'Application' | 'Delegated';
}

/** What the tenant's administrator has registered of our app. */
export interface Registration {
  readonly app: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly redirectUris: readonly string[];
    /** Graph application permissions with admin consent. */
    readonly graphPermissions: readonly string[];
  };
  readonly bot: {
    /** May be the app's client id. */
    readonly appId: string;
    readonly appSecret: string;
    /** Where activities are posted, such as `http://127.0.0.1:3978/api/messages`. */
    readonly endpoint: string;
    readonly name: string;
  };
  readonly teamsApp: {
    /** The id in the app's manifest. */
    readonly externalId: string;
    readonly name: string;
    readonly resourceSpecificPermissions: readonly ResourceSpecificPermission[];
  };
}

/** Graph application permissions the sandbox understands; all are granted unless told. */
export const GRAPH_PERMISSIONS = [
  'OnlineMeetings.ReadWrite.All',
  'TeamsAppInstallation.ReadWriteSelfForUser.All',
  'TeamsAppInstallation.ReadWriteAndConsentSelfForChat.All',
  'AppCatalog.Read.All',
  'User.Read.All',
] as const;

/** The id Teams gave the app when it was put into the organisation's catalogue; differs from the manifest's. */
export function catalogAppId(registration: Registration): string {
  return `ca7a1090-${registration.teamsApp.externalId.slice(9)}`;
}
