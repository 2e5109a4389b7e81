import { createServer, type Server } from 'node:http';
import express, { type Express } from 'express';
import { BOT_TOKEN_ISSUER, type BotChannel, openBotChannel } from './connector/bot-channel.ts';
import { createBotLimits } from './connector/bot-limits.ts';
import { createConnectorRouter } from './connector/connector.ts';
import { createBotFrameworkRouter } from './connector/open-id-metadata.ts';
import { type CloudControl, createControl } from './control/control.ts';
import { createControlRouter } from './control/control-router.ts';
import { createDeliveries } from './deliveries.ts';
import { createDirectory } from './directory.ts';
import { createEntraRouter } from './entra/entra.ts';
import { createEntraGrants } from './entra/grants.ts';
import { createEntraSessions } from './entra/sessions.ts';
import { createTokenIssuer } from './entra/tokens.ts';
import { createFaults } from './faults.ts';
import { createGraphRouter } from './graph/graph.ts';
import { openNotifier } from './graph/notifier.ts';
import { createSubscriptions } from './graph/subscription.ts';
import { createGuard } from './guard.ts';
import { closeServer, listenForCloud } from './listening.ts';
import { type Cloud, createCloud, type Person } from './model.ts';
import {
  type CloudAppOptions,
  changedRegistration,
  createRegistration,
  type RegistrationChange,
} from './registration.ts';
import { createRequestLog } from './request-log.ts';
import { addGroups, type SampleGroup } from './sample-groups.ts';
import { samplePeople, secondTenant, withCanary } from './sample-people.ts';
import { defaultSettings } from './settings.ts';
import { createSigningKeys } from './signing-keys.ts';
import { createTeamsServices, type TeamsServices } from './teams-services.ts';
import type { CloudUrls, CloudWorld } from './world.ts';

export interface MicrosoftCloudOptions extends CloudAppOptions {
  readonly host: string;
  /** 0 for any free port. With an IPv6 host the same port of 127.0.0.1 is taken too, for the Bot Connector. */
  readonly port: number;
  readonly tenantId: string;
  /** The hospital's people; the sample people unless told. */
  readonly people?: readonly Person[];
  /** Put into every display name and sign-in name, to be looked for where names must not be. */
  readonly canary?: string;
  /** The second tenant's administrator has consented to the app as well. */
  readonly secondTenantConsents?: boolean;
  /** Teams and group chats there are from the start; none unless told. */
  readonly groups?: readonly SampleGroup[];
  /** Adds the pages of the Teams client; what it returns is closed with the cloud. */
  readonly mountTeams?: (
    app: Express,
    server: Server,
    cloud: Cloud,
    services: TeamsServices,
  ) => { close(): void };
  /** The cloud's own clock; the machine's unless told. */
  readonly now?: () => Date;
  /** Pauses before a change notification is tried again; 0.3, 1 and 3 seconds unless told. */
  readonly notificationRetryDelaysMs?: readonly number[];
}

export interface MicrosoftCloud {
  readonly url: string;
  readonly cloud: Cloud;
  /** Entra's authority, without tenant. */
  readonly authority: string;
  readonly graphUrl: string;
  readonly botOpenIdMetadataUrl: string;
  readonly botTokenIssuer: string;
  /** The Bot Connector's address, with a closing slash; of 127.0.0.1 where the cloud has an IPv6 host. */
  readonly serviceUrl: string;
  readonly control: CloudControl;
  /** What `getAuthToken` gives a tab of the signed-in person. @throws {Error} when nobody has this object id. */
  ssoToken(oid: string): Promise<string>;
  readonly signActivity: BotChannel['signActivity'];
  readonly invokeCardAction: BotChannel['invokeCardAction'];
  /** Changes what is registered of the app, such as addresses that are known later. */
  configure(change: RegistrationChange): void;
  close(): Promise<void>;
}

/** Starts Entra, Graph, the Bot Connector and the channel to the bot on one address. */
export async function startMicrosoftCloud(options: MicrosoftCloudOptions): Promise<MicrosoftCloud> {
  const { canary, people = samplePeople() } = options;
  const marked = (given: readonly Person[]): readonly Person[] =>
    canary === undefined ? given : withCanary(given, canary);
  const cloud = createCloud({
    tenantId: options.tenantId,
    people: marked(people),
    ...(options.now && { now: options.now }),
  });
  addGroups(cloud, options.groups ?? []);
  const { now } = cloud;
  const [entraKeys, channelKeys] = await Promise.all([
    createSigningKeys({ now }),
    createSigningKeys({ now, extra: { endorsements: ['msteams'] } }),
  ]);
  const app = express();
  app.disable('x-powered-by');
  const server = createServer(app);
  const connectorApp = express();
  connectorApp.disable('x-powered-by');
  const connectorServer = createServer(connectorApp);
  const { host, port } = options;
  const urls = urlsAt(await listenForCloud({ server, connectorServer, host, port }));
  const foreign = secondTenant();
  const home = { tenantId: cloud.tenantId, domain: domainOf(people), people: cloud.people };
  let registration = createRegistration(options);
  const settings = { current: defaultSettings() };
  const faults = createFaults();
  const requests = createRequestLog();
  const world: CloudWorld = {
    cloud,
    urls,
    directory: createDirectory([home, { ...foreign, people: marked(foreign.people) }]),
    consentedTenants: [cloud.tenantId, ...(options.secondTenantConsents === true ? [foreign.tenantId] : [])],
    registration: () => registration,
    settings: () => settings.current,
    entraKeys,
    channelKeys,
    tokens: createTokenIssuer({ keys: entraKeys, authority: urls.authority }),
    faults,
    requests,
    guard: createGuard({ faults, requests, now }),
  };
  const sessions = createEntraSessions(world);
  const grants = createEntraGrants(now);
  const limits = createBotLimits(now);
  const subscriptions = createSubscriptions(now);
  const sending = { faults, requests, now };
  const activities = createDeliveries({ ...sending, target: 'activities', retryDelaysMs: [] });
  const { notificationRetryDelaysMs: retryDelaysMs = [300, 1000, 3000] } = options;
  const notifications = createDeliveries({ ...sending, target: 'notifications', retryDelaysMs });
  const channel = openBotChannel({ world, deliveries: activities });
  const notifier = openNotifier({ world, subscriptions, deliveries: notifications });
  const control = createControl({
    world,
    settings,
    notifier,
    subscriptions,
    deliveries: [activities, notifications],
    forget() {
      addGroups(cloud, options.groups ?? []);
      for (const store of [sessions, grants, limits]) store.clear();
    },
  });

  const ssoToken = async (oid: string): Promise<string> => {
    const account = world.directory.account(oid);
    if (account === null) throw new Error(`Nobody has the object id ${oid}.`);
    return world.tokens.ssoToken(account, registration.app.clientId);
  };
  app.use('/entra', createEntraRouter({ world, sessions, grants }));
  app.use('/graph', createGraphRouter({ world, subscriptions }));
  for (const each of [app, connectorApp]) each.use('/connector', createConnectorRouter({ world, limits }));
  app.use('/botframework', createBotFrameworkRouter(world));
  app.use('/control', createControlRouter(control));
  const teamsPages = options.mountTeams?.(
    app,
    server,
    cloud,
    createTeamsServices({ world, sessions, channel, ssoToken }),
  );

  return {
    url: urls.base,
    cloud,
    authority: urls.authority,
    graphUrl: urls.graph,
    botOpenIdMetadataUrl: urls.botOpenIdMetadata,
    botTokenIssuer: BOT_TOKEN_ISSUER,
    serviceUrl: urls.connector,
    control,
    ssoToken,
    signActivity: channel.signActivity,
    invokeCardAction: channel.invokeCardAction,
    configure(change) {
      registration = changedRegistration(registration, change);
    },
    async close() {
      teamsPages?.close();
      channel.close();
      notifier.close();
      await Promise.all([closeServer(server), closeServer(connectorServer)]);
    },
  };
}

function urlsAt({ base, connectorBase }: { base: string; connectorBase: string }): CloudUrls {
  return {
    base,
    authority: `${base}/entra`,
    graph: `${base}/graph`,
    connector: `${connectorBase}/connector/`,
    botOpenIdMetadata: `${base}/botframework/v1/.well-known/openidconfiguration`,
  };
}

function domainOf(people: readonly Person[]): string {
  return people[0]?.userPrincipalName.split('@')[1] ?? 'sandbox.example';
}
