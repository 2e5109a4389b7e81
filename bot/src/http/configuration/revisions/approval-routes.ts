import { provesNow } from '@ehr-connector/shared/domain/connections/approval.ts';
import type { ApproverSignIn } from '@ehr-connector/shared/domain/connections/approving-at-ehr.ts';
import { proposalFor } from '@ehr-connector/shared/domain/connections/proposal.ts';
import type { Clock, Randomness } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { DomainError, isDomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import type { StaffMember } from '@ehr-connector/shared/domain/staff/staff.ts';
import type { InTransaction } from '@ehr-connector/shared/domain/stores.ts';
import type { Askers } from '../../asker.ts';
import { connectionIdOf } from '../../connection-id.ts';
import { launchStateCookie } from '../../launch-state-cookie.ts';
import { drawApprovalFailure } from '../../pages/approval-failure-page.ts';
import { drawApprovalPage, drawProvenPage } from '../../pages/approval-page.ts';
import { type Reply, redirect } from '../../reply.ts';
import type { HttpRequest, Routes } from '../../server.ts';
import type { Names } from '../people/names.ts';
import { revisionNumberOf } from './revision-number.ts';

/** @returns `null` when the callback is not of an approver's sign-in: then it may be a launch's. */
export type ApprovalCallback = (request: HttpRequest, browserSecret: string | null) => Promise<Reply | null>;

export interface ApprovalRouteDeps {
  readonly askers: Askers;
  readonly approverSignIn: ApproverSignIn;
  readonly names: Names;
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

/**
 * The approver's way to the EHR, in a browser window of its own: EHRs cannot be signed in to within a tab. Who comes here
 * is signed in with Microsoft first, in this very browser.
 */
export function approvalRoutes(routes: Routes, deps: ApprovalRouteDeps): void {
  const { askers, approverSignIn, inTransaction, clock } = deps;
  const path = '/approval/:connection/:number';
  const draw = drawApprovalFailure;

  routes.get(
    path,
    async (request) => {
      const member = await askers.staff(request).catch((error: unknown) => {
        if (isDomainError(error, 'signin-required')) return null;
        throw error;
      });
      if (member === null) return redirect(`/signin?to=${encodeURIComponent(request.url.pathname)}`);
      const { organization, connection, revision, authority, isProven } = await shownTo(member, request);
      if (isProven) return drawProvenPage(request);
      const known = await deps.names.of(member, [member.entraObjectId], request.signal);
      const person = known.get(member.entraObjectId);
      return drawApprovalPage(
        {
          organizationName: organization.name,
          connectionName: connection.name,
          fhirBaseUrl: revision.content.fhirBaseUrl,
          signInUrl: authority.authorizationEndpoint,
          account: {
            displayName: person?.displayName || member.displayName || member.entraObjectId,
            username: person?.username ?? '',
          },
          path: request.url.pathname,
        },
        request,
      );
    },
    { draw },
  );

  routes.post(
    path,
    async (request) => {
      askers.fromOwnPage(request);
      const member = await askers.staff(request);
      const connectionId = connectionIdOf(request);
      const begun = await approverSignIn.begin(member, connectionId, revisionNumberOf(request));
      return redirect(begun.url, [launchStateCookie(deps.randomness, begun)]);
    },
    { draw },
  );

  /** What is proposed, for the approver whom it names. */
  async function shownTo(member: StaffMember, request: HttpRequest) {
    const id = connectionIdOf(request);
    const number = revisionNumberOf(request);
    const { organization, connection, revision, proof } = await inTransaction(
      member.organizationId,
      async ({ organizations, configuration, approvals }) => ({
        organization: await organizations.current(),
        connection: await configuration.get(id),
        revision: await configuration.revision(id, number),
        proof: await approvals.proof(id, number, member.entraObjectId),
      }),
    );
    if (connection === null) throw new DomainError('connection-unknown', 'no connection has this id');
    const proposal = proposalFor(revision, member.entraObjectId, clock.now());
    const { authority } = proposal.content;
    if (authority === null) throw new DomainError('revision-not-open', 'its EHR was not probed');
    const isProven = proof !== null && provesNow(proof, proposal, clock.now());
    return { organization, connection, revision: proposal, authority, isProven };
  }
}

export function createApprovalCallback(deps: Pick<ApprovalRouteDeps, 'approverSignIn'>): ApprovalCallback {
  return async (request, browserSecret) => {
    const proof = await deps.approverSignIn.complete(connectionIdOf(request), {
      callback: request.url,
      browserSecret,
      signal: request.signal,
    });
    // To the page that says so, and may be loaded again as often as somebody likes.
    return proof === null ? null : redirect(`/approval/${proof.connectionId}/${proof.revision}`);
  };
}
