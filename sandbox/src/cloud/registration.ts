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

/** What is told of the app when the cloud starts; what is left out gets its usual value. */
export interface CloudAppOptions {
  readonly app: Pick<Registration['app'], 'clientId' | 'clientSecret' | 'redirectUris'> &
    Partial<Registration['app']>;
  readonly bot: Pick<Registration['bot'], 'appId' | 'endpoint'> & Partial<Registration['bot']>;
  readonly teamsApp: Pick<Registration['teamsApp'], 'externalId'> & Partial<Registration['teamsApp']>;
}

/** Parts of the registration that change while the cloud runs. */
export type RegistrationChange = {
  readonly [Part in keyof CloudAppOptions]?: Partial<CloudAppOptions[Part]>;
};

/** A bot that shares the app's client id shares its secret. */
export function createRegistration({ app, bot, teamsApp }: CloudAppOptions): Registration {
  const name = teamsApp.name ?? 'EHR Connector';
  return {
    app: { graphPermissions: GRAPH_PERMISSIONS, ...app },
    bot: { appSecret: app.clientSecret, name, ...bot },
    teamsApp: { name, resourceSpecificPermissions: [], ...teamsApp },
  };
}

/** The registration with the given parts replaced member by member. */
export function changedRegistration(registration: Registration, change: RegistrationChange): Registration {
  return {
    app: { ...registration.app, ...change.app },
    bot: { ...registration.bot, ...change.bot },
    teamsApp: { ...registration.teamsApp, ...change.teamsApp },
  };
}

/** The id Teams gave the app when it was put into the organisation's catalogue; differs from the manifest's. */
export function catalogAppId(registration: Registration): string {
  return `ca7a1090-${registration.teamsApp.externalId.slice(9)}`;
}
