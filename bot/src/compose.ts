import { ehrWriteback } from '@ehr-connector/shared/adapters/ehr/ehr-writeback.ts';
import { fhirChart } from '@ehr-connector/shared/adapters/ehr/fhir-chart.ts';
import { appTokens } from '@ehr-connector/shared/adapters/entra/app-tokens.ts';
import { createEntraVerifier } from '@ehr-connector/shared/adapters/entra/entra-keys.ts';
import { entraSignIn } from '@ehr-connector/shared/adapters/entra/entra-sign-in.ts';
import { entraTabTokens } from '@ehr-connector/shared/adapters/entra/entra-tab-tokens.ts';
import { callNotifications } from '@ehr-connector/shared/adapters/graph/call-notifications.ts';
import { createGraphClient } from '@ehr-connector/shared/adapters/graph/graph-client.ts';
import { graphMeetingRooms } from '@ehr-connector/shared/adapters/graph/graph-meeting-rooms.ts';
import { graphMeetingWitnesses } from '@ehr-connector/shared/adapters/graph/graph-meeting-witnesses.ts';
import { graphStaffDirectory } from '@ehr-connector/shared/adapters/graph/graph-staff-directory.ts';
import { graphInstalledApp } from '@ehr-connector/shared/adapters/graph/installed-app.ts';
import { notificationCertificates } from '@ehr-connector/shared/adapters/graph/notification-certificates.ts';
import { boundedFetch } from '@ehr-connector/shared/adapters/http/bounded-fetch.ts';
import { createOutbound } from '@ehr-connector/shared/adapters/http/outbound.ts';
import { systemClock } from '@ehr-connector/shared/adapters/node/clock.ts';
import { nodeRandomness } from '@ehr-connector/shared/adapters/node/randomness.ts';
import { createDatabase } from '@ehr-connector/shared/adapters/postgres/database.ts';
import { createLive } from '@ehr-connector/shared/adapters/postgres/live.ts';
import { createSealer } from '@ehr-connector/shared/adapters/postgres/sealer.ts';
import { smartBackendTokens } from '@ehr-connector/shared/adapters/smart/backend-tokens.ts';
import { smartEhrAuthorization } from '@ehr-connector/shared/adapters/smart/ehr-authorization.ts';
import type { Config } from '@ehr-connector/shared/config/config.ts';
import { createCardDelivery } from '@ehr-connector/shared/domain/arrivals/card-delivery.ts';
import { createLaunches } from '@ehr-connector/shared/domain/launch/launches.ts';
import { createNoticeDelivery } from '@ehr-connector/shared/domain/notices/notice-delivery.ts';
import { createShareNewsDelivery } from '@ehr-connector/shared/domain/notices/share-news-delivery.ts';
import { createEntering } from '@ehr-connector/shared/domain/organizations/entering.ts';
import { createDelivering } from '@ehr-connector/shared/domain/outbox/delivering.ts';
import { createBoard } from '@ehr-connector/shared/domain/visits/board.ts';
import { createFolding } from '@ehr-connector/shared/domain/visits/folding.ts';
import { createSignalIntake } from '@ehr-connector/shared/domain/visits/intake.ts';
import { createJoining } from '@ehr-connector/shared/domain/visits/joining.ts';
import { createPatientView } from '@ehr-connector/shared/domain/visits/patient-view.ts';
import { createRoomDelivery } from '@ehr-connector/shared/domain/visits/room-delivery.ts';
import { createRooms } from '@ehr-connector/shared/domain/visits/rooms.ts';
import { createVisits } from '@ehr-connector/shared/domain/visits/visits.ts';
import { createFactDelivery } from '@ehr-connector/shared/domain/writeback/fact-delivery.ts';
import type { Logger } from 'pino';
import { composeCheckpointing } from './compose-audit.ts';
import { composeConfiguration } from './compose-configuration.ts';
import { composeTeams } from './compose-teams.ts';
import { createAskers } from './http/asker.ts';
import { boardRoutes } from './http/board-routes.ts';
import { builtPages } from './http/built-pages.ts';
import { changesOf } from './http/changes.ts';
import { parseConfigurationChange } from './http/configuration/changes/configuration-changes.ts';
import { configurationRoutes } from './http/configuration/configuration-routes.ts';
import { createApprovalCallback } from './http/configuration/revisions/approval-routes.ts';
import { createEntrantCookies } from './http/entrant-cookie.ts';
import { graphNotificationRoutes } from './http/graph-notification-routes.ts';
import { joinRoutes } from './http/join-routes.ts';
import { createLaunchLimit } from './http/launch-limit.ts';
import { launchRoutes } from './http/launch-routes.ts';
import { operationsRoutes } from './http/operations-routes.ts';
import { organizationRoutes } from './http/organization-routes.ts';
import { pageRoutes } from './http/page-routes.ts';
import { drawConfirmationPage } from './http/pages/confirmation-page.ts';
import { drawFailurePage } from './http/pages/failure-page.ts';
import { patientRoutes } from './http/patient-routes.ts';
import { createSealedCookies } from './http/sealed-cookie.ts';
import { createHttpServer } from './http/server.ts';
import { createSignInFlow } from './http/sign-in-flow.ts';
import { signInRoutes } from './http/sign-in-routes.ts';
import { parseVisitChange } from './http/visit-changes.ts';
import { startChores } from './work/chores.ts';
import { startFoldWorker } from './work/fold-worker.ts';
import { createMetrics } from './work/metrics.ts';
import { startOutboxWorker } from './work/outbox-worker.ts';

/** The resource-specific permissions of the app's manifest, consented to with each installation in a meeting. */
const CHAT_PERMISSIONS = [
  { permissionValue: 'OnlineMeeting.ReadBasic.Chat', permissionType: 'Application' },
  { permissionValue: 'OnlineMeetingParticipant.Read.Chat', permissionType: 'Application' },
] as const;

/** Teams bounds activities to about 100 kB. */
const LARGEST_ACTIVITY_BYTES = 262_144;

export interface Service {
  /** @returns the port. */
  listen(port: number): Promise<number>;
  /** Stops listening, lets requests, deliveries and chores end, then closes the database. */
  close(): Promise<void>;
}

/** Puts the service together: the only place that knows every adapter. */
export async function compose(config: Config, log: Logger): Promise<Service> {
  const clock = systemClock;
  const randomness = nodeRandomness;
  const publicUrl = config.PUBLIC_URL;
  const { allowsInsecureLoopback: allowInsecureLoopback } = config;
  const metrics = createMetrics();
  const send = boundedFetch({ allowInsecureLoopback });

  const sealer = createSealer(config.ENCRYPTION_KEY);
  const database = createDatabase({
    url: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    clock,
    randomness,
    sealer,
    onIdleError: (error) => log.warn({ err: error }, 'an idle database connection was lost'),
  });
  await database.refuseUnsafeRole();
  const live = createLive({
    url: config.DATABASE_URL,
    onLost: (error) => log.warn({ err: error }, 'the listening connection was lost and is made anew'),
  });
  const { inTransaction, finder, connectionKeys } = database;

  // The EHR.
  const keys = connectionKeys;
  // What tenants name is called through walls; Microsoft's addresses are the operator's own.
  const outbound = createOutbound({
    allowed: config.ALLOWED_EHR_NETWORKS,
    allowsLoopback: allowInsecureLoopback,
  });
  const { fetch } = outbound;
  const smart = { keys, randomness, clock, allowInsecureLoopback, fetch };
  const tokens = smartBackendTokens(smart);
  const ehr = ehrWriteback({ ...smart, tokens });

  // Microsoft.
  const entraTokens = appTokens({
    send,
    tokenUrl: (tenantId) => `${config.ENTRA_AUTHORITY}/${tenantId}/oauth2/v2.0/token`,
    clientId: config.ENTRA_CLIENT_ID,
    clientSecret: config.ENTRA_CLIENT_SECRET,
    clock,
  });
  const graph = createGraphClient({ graphUrl: config.GRAPH_URL, tokens: entraTokens, send });
  const installedApp = graphInstalledApp({
    graph,
    teamsAppId: config.TEAMS_APP_ID,
    chatPermissions: CHAT_PERMISSIONS,
  });
  const certificates = notificationCertificates({ store: database.certificates, clock, randomness });
  const verifier = createEntraVerifier({ authority: config.ENTRA_AUTHORITY, send });
  const notifications = callNotifications({
    verify: verifier.verify,
    clientId: config.ENTRA_CLIENT_ID,
    certificates,
    onUnreadable: (problem) => log.warn(problem, 'a notification could not be read'),
  });
  const directory = graphStaffDirectory({ graph, clock });

  // The rules.
  const folding = createFolding({ inTransaction, clock });
  const fold = (organizationId: string, visitId: string) => {
    folding.fold(organizationId, visitId).catch((error: unknown) => {
      // Not lost: the visit stays due, and the worker folds it.
      log.error({ err: error, visit: visitId }, 'a visit could not be brought up to date at once');
    });
  };
  const intake = createSignalIntake({ inTransaction, fold });
  const visits = createVisits({ inTransaction, clock, randomness });
  const rooms = createRooms({
    inTransaction,
    rooms: graphMeetingRooms({ graph }),
    witnesses: graphMeetingWitnesses({
      graph,
      app: installedApp,
      certificates,
      notificationUrl: `${publicUrl}/graph/notifications`,
    }),
    clock,
    randomness,
  });
  const launches = createLaunches({
    finder,
    inTransaction,
    authorization: smartEhrAuthorization(smart),
    chart: fhirChart({ allowInsecureLoopback, fetch }),
    clock,
    randomness,
    redirectUri: (connectionId) => `${publicUrl}/launch/${connectionId}/callback`,
  });
  const joining = createJoining({ inTransaction, rooms, clock, fold });

  // What is told outside.
  const { bot, staffChat, staffNotices } = composeTeams({
    config,
    database,
    send,
    app: installedApp,
    intake,
    clock,
  });
  const joinUrl = (visitId: string) => `${publicUrl}/join/${visitId}`;
  const delivering = createDelivering({
    deliverers: {
      room: createRoomDelivery({ rooms }),
      card: createCardDelivery({ inTransaction, clock, chat: staffChat, joinUrl }),
      fact: createFactDelivery({ inTransaction, ehr }),
      notice: createNoticeDelivery({ inTransaction, directory, teller: staffNotices }),
      share: createShareNewsDelivery({ inTransaction, finder }),
    },
    inTransaction,
    clock,
    jitter: Math.random,
  });

  const configuration = composeConfiguration({ config, database, graph, outbound, clock, randomness, log });
  const checkpointing = composeCheckpointing({ config, database, clock, log });

  // What runs without a request.
  const outboxWorker = startOutboxWorker({ claims: database.outboxClaims, delivering, clock, log, metrics });
  const foldWorker = startFoldWorker({ due: database.dueFolds, folding, clock, log });
  live.on('outbox', outboxWorker.wake);
  live.on('folds', foldWorker.wake);
  live.onMissed(outboxWorker.wake);
  live.onMissed(foldWorker.wake);
  const chores = await startChores({
    databaseUrl: config.DATABASE_URL,
    expiring: database.expiringSubscriptions,
    rooms,
    retention: database.retention,
    rehearse: configuration.rehearsing.nightly,
    rotateKeys: configuration.rotation.rotateAged,
    expireProposals: configuration.expireProposals,
    signCheckpoints: checkpointing.signAll,
    clock,
    log,
  });

  // The edge.
  const { routes, listen, close } = createHttpServer({ publicUrl, log, metrics });
  const sealed = createSealedCookies(config.ENCRYPTION_KEY);
  const entrantCookies = createEntrantCookies({ sealed });
  const admitted = new Set(config.ADMITTED_TENANTS);
  const entering = createEntering({
    finder,
    inTransaction,
    clock,
    randomness,
    isAdmitted: (tenantId) => admitted.has('*') || admitted.has(tenantId),
    dataRegion: config.DATA_REGION,
  });
  const askers = createAskers({
    publicUrl,
    finder,
    entering,
    entrantCookies,
    inTransaction,
    tabTokens: entraTabTokens({ clientId: config.ENTRA_CLIENT_ID, verifier }),
    clock,
    randomness,
  });
  const signIn = createSignInFlow({
    microsoft: entraSignIn({
      authority: config.ENTRA_AUTHORITY,
      clientId: config.ENTRA_CLIENT_ID,
      clientSecret: config.ENTRA_CLIENT_SECRET,
      verifier,
      send,
    }),
    sealed,
    askers,
    entrantCookies,
    inTransaction,
    clock,
    randomness,
    redirectUri: `${publicUrl}/signin/callback`,
    drawConfirmation: drawConfirmationPage(config.TEAMS_WEB_URL),
  });
  const on = (channel: 'visits' | 'configuration') => ({
    on: (heard: (payload: string) => void) => live.on(channel, heard),
    onMissed: live.onMissed,
  });
  const changes = changesOf(on('visits'), parseVisitChange);
  const configurationChanges = changesOf(on('configuration'), parseConfigurationChange);
  const draw = drawFailurePage;
  const shared = { askers, finder, inTransaction, clock, randomness, log, metrics, changes, intake };
  launchRoutes(routes, {
    ...shared,
    launches,
    visits,
    rooms,
    signIn,
    limit: createLaunchLimit({ clock }),
    connectionKeys,
    completeApproval: createApprovalCallback(configuration),
    fold,
    draw,
  });
  signInRoutes(routes, { ...shared, visits, rooms, fold, signIn, draw });
  organizationRoutes(routes, { askers, entering, clock });
  joinRoutes(routes, { askers, joining, draw });
  patientRoutes(routes, { ...shared, readView: createPatientView({ inTransaction }) });
  boardRoutes(routes, {
    ...shared,
    board: createBoard({ inTransaction }),
    directory,
    clientConfiguration: { entraClientId: config.ENTRA_CLIENT_ID, teamsOrigins: config.TEAMS_ORIGINS },
  });
  configurationRoutes(routes, { ...shared, ...configuration, configurationChanges, publicUrl });
  graphNotificationRoutes(routes, {
    ...shared,
    read: notifications.read,
  });
  routes.post('/api/messages', ({ headers, body }) => bot.receive({ headers, body }), {
    largestBodyBytes: LARGEST_ACTIVITY_BYTES,
  });
  operationsRoutes(routes, { isReady: database.isReady, registry: metrics.registry, publicUrl });
  pageRoutes(routes, { ...(await builtPages()), teamsOrigins: config.TEAMS_ORIGINS, draw });

  return {
    listen,
    async close() {
      await Promise.all([close(), outboxWorker.stop(), foldWorker.stop(), chores.stop()]);
      await checkpointing.signAll().catch((error: unknown) => {
        log.error({ err: error }, 'the audit log ends without a checkpoint for now'); // the next one covers it
      });
      await outbound.close();
      await live.close();
      await database.close();
    },
  };
}
