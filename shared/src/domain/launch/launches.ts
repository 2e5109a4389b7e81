import type { Connection } from '../connections/connection.ts';
import { isSameFhirBase } from '../connections/connection.ts';
import { sharedDepartments } from '../connections/shared-access.ts';
import type { Clock, Randomness } from '../kernel/clock.ts';
import { addMs } from '../kernel/clock.ts';
import { DomainError } from '../kernel/domain-error.ts';
import type { OrganizationFinder } from '../organizations/organization.ts';
import type { InTransaction } from '../stores.ts';
import type { EhrAuthorization, EhrChart } from './ehr-ports.ts';
import {
  type ConfirmedSession,
  LAUNCH_LASTS_MS,
  type LaunchContext,
  type LaunchKind,
  type LaunchRequest,
  type PendingLaunch,
} from './launch.ts';

/** A launch whose user and visit the EHR has proven. */
export interface ProvenLaunch {
  readonly connection: Connection;
  readonly kind: LaunchKind;
  readonly user: LaunchContext['user'];
  readonly patientId: string | null;
  readonly departmentId: string | null;
  /** `null` for a device test. */
  readonly session: ConfirmedSession | null;
}

export interface Launches {
  /**
   * Starts a launch at the connection's launch URL.
   *
   * @returns where to send the browser, and the secret its launch cookie must hold until the callback.
   * @throws {DomainError} `connection-unknown`, `connection-disabled`, `launch-issuer-unknown`. Nothing outside is called.
   */
  begin(
    connectionId: string,
    request: LaunchRequest,
  ): Promise<{ readonly url: string; readonly state: string; readonly browserSecret: string }>;

  /**
   * Completes a launch at the callback: once, by the browser that began it, within {@link LAUNCH_LASTS_MS}.
   *
   * @param request.browserSecret what the launch cookie held, if there was one.
   */
  complete(
    connectionId: string,
    request: { readonly callback: URL; readonly browserSecret: string | null; readonly signal: AbortSignal },
  ): Promise<ProvenLaunch>;
}

export function createLaunches(deps: {
  readonly finder: OrganizationFinder;
  readonly inTransaction: InTransaction;
  readonly authorization: EhrAuthorization;
  readonly chart: EhrChart;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly redirectUri: (connectionId: string) => string;
}): Launches {
  const { clock, randomness, inTransaction } = deps;

  async function connectionOf(connectionId: string) {
    const organizationId = await deps.finder.ofConnection(connectionId);
    const connection =
      organizationId &&
      (await inTransaction(organizationId, ({ connections }) => connections.get(connectionId)));
    if (!connection) throw new DomainError('connection-unknown', 'no connection has this id');
    if (connection.state === 'disabled')
      throw new DomainError('connection-disabled', 'the connection is disabled');
    return { connection, departments: await departmentsOf(connection) };
  }

  /** The only departments whose appointments the connection may open; `null` for all. */
  async function departmentsOf({ onlyDepartments, sharedFrom }: Connection) {
    if (sharedFrom === null) return onlyDepartments;
    const shared = await sharedDepartments(inTransaction, sharedFrom);
    if (shared === null) throw new DomainError('connection-disabled', 'the EHR is no longer shared');
    return onlyDepartments?.filter((id) => shared.includes(id)) ?? shared;
  }

  async function take(connection: Connection, request: { callback: URL; browserSecret: string | null }) {
    const state = request.callback.searchParams.get('state');
    if (!state) throw new DomainError('launch-incomplete', 'the callback carries no state');
    const pending = await inTransaction(connection.organizationId, ({ launches }) =>
      launches.take(randomness.digest(state)),
    );
    if (pending === null || pending.connectionId !== connection.id) {
      throw new DomainError('launch-expired', 'no launch is waiting for this callback');
    }
    if (
      request.browserSecret === null ||
      randomness.digest(request.browserSecret) !== pending.browserDigest
    ) {
      throw new DomainError('launch-expired', 'the callback came from another browser than the launch');
    }
    if (clock.now() > addMs(pending.createdAt, LAUNCH_LASTS_MS)) {
      throw new DomainError('launch-expired', 'the launch took too long');
    }
    return { pending, state };
  }

  return {
    async begin(connectionId, request) {
      const { connection } = await connectionOf(connectionId);
      if (!isSameFhirBase(request.iss, connection.fhirBaseUrl)) {
        throw new DomainError(
          'launch-issuer-unknown',
          'the launch names another FHIR server than the connection',
        );
      }
      const state = randomness.secret();
      const browserSecret = randomness.secret();
      const pending: PendingLaunch = {
        organizationId: connection.organizationId,
        connectionId: connection.id,
        kind: request.kind,
        sessionId: request.sessionId,
        departmentId: request.departmentId,
        browserDigest: randomness.digest(browserSecret),
        nonce: randomness.secret(),
        codeVerifier: randomness.secret(),
        createdAt: clock.now(),
      };
      const url = await deps.authorization.authorizationUrl({
        connection,
        kind: request.kind,
        launch: request.launch,
        state,
        nonce: pending.nonce,
        codeVerifier: pending.codeVerifier,
        redirectUri: deps.redirectUri(connection.id),
      });
      await inTransaction(connection.organizationId, ({ launches }) =>
        launches.begin(randomness.digest(state), pending),
      );
      return { url, state, browserSecret };
    },

    async complete(connectionId, request) {
      const { connection, departments } = await connectionOf(connectionId);
      const { pending, state } = await take(connection, request);
      const { kind } = pending;
      const context = await deps.authorization.redeem({
        connection,
        kind,
        callback: request.callback,
        state,
        nonce: pending.nonce,
        codeVerifier: pending.codeVerifier,
        redirectUri: deps.redirectUri(connection.id),
        signal: request.signal,
      });
      const session =
        kind === 'device-test'
          ? null
          : await deps.chart.confirmSession({
              connection,
              kind,
              context,
              sessionId: pending.sessionId,
              signal: request.signal,
            });
      if (session !== null && departments !== null) {
        // What the EHR says of the appointment counts; the department in the address is anybody's claim.
        const { signal } = request;
        const own = await deps.chart.departmentsOf({ connection, context, session, signal });
        if (!own.some((id) => departments.includes(id)))
          throw new DomainError(
            'launch-department-refused',
            'the visit is of a department that is not shared',
          );
      }
      // It, or its share, may have ended while the EHR was asked.
      await connectionOf(connectionId);
      return {
        connection,
        kind,
        user: context.user,
        patientId: context.patientId,
        departmentId: session?.departmentId ?? context.departmentId ?? pending.departmentId,
        session,
      };
    },
  };
}
