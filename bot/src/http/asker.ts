import type { Clock, Randomness } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { HOUR_MS, MINUTE_MS } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import type { Entering, Entrant } from '@ehr-connector/shared/domain/organizations/entering.ts';
import type { OrganizationFinder } from '@ehr-connector/shared/domain/organizations/organization.ts';
import type { MicrosoftAccount, TabTokens } from '@ehr-connector/shared/domain/staff/microsoft-sign-in.ts';
import type { PatientSession } from '@ehr-connector/shared/domain/staff/session-store.ts';
import type { StaffMember } from '@ehr-connector/shared/domain/staff/staff.ts';
import type { InTransaction } from '@ehr-connector/shared/domain/stores.ts';
import { createActingAdmins } from './acting-admins.ts';
import { readCookie } from './cookies.ts';
import type { EntrantCookies } from './entrant-cookie.ts';
import type { HttpRequest } from './server.ts';

/** How long a patient's page may be away before it has to begin anew, and how long one launch lasts at most. */
export const PATIENT_IDLE_MS = 30 * MINUTE_MS;
export const PATIENT_LASTS_MS = 12 * HOUR_MS;
/** Shared workstations are the normal case: a forgotten browser window does not stay signed in for long. */
export const STAFF_IDLE_MS = 60 * MINUTE_MS;
const STAFF_LASTS_MS = 10 * HOUR_MS;
/** As long as a token of Microsoft's: who administers or audits no longer may soon after the role was withdrawn. */
const ADMINISTRATORS_LAST_MS = HOUR_MS;

/** How long a browser stays signed in at most. Its roles are those of the sign-in. */
export const staffLastsMs = ({ roles }: Pick<StaffMember, 'roles'>): number =>
  roles.includes('ConfigAdmin') || roles.includes('Auditor') ? ADMINISTRATORS_LAST_MS : STAFF_LASTS_MS;

export const STAFF_COOKIE = 'staff';
export const visitCookie = (visitId: string): string => `visit-${visitId}`;

/** Finds out who asks, from what the request proves. */
export interface Askers {
  /** @throws {DomainError} `signin-required`, `other-organisation`, `organisation-not-entered`. */
  staff(request: HttpRequest): Promise<StaffMember>;
  /** The patient's side of one visit. @throws {DomainError} `visit-session-expired`. */
  patient(request: HttpRequest, visitId: string): Promise<PatientSession>;
  /**
   * Who wants to enter their organisation: by the tab's token, or signed in within the last minutes.
   *
   * @throws {DomainError} `signin-required`.
   */
  entrant(request: HttpRequest): Promise<Entrant>;
  /**
   * Who a verified Microsoft account is here, with the roles it has now.
   *
   * @throws {DomainError} `other-organisation`, `organisation-not-entered`.
   */
  memberOf(account: MicrosoftAccount): Promise<StaffMember>;
  /** A request that changes something must come from a page of ours. @throws {DomainError} `origin-refused`. */
  fromOwnPage(request: HttpRequest): void;
}

export function createAskers(deps: {
  readonly publicUrl: string;
  readonly finder: OrganizationFinder;
  readonly entering: Pick<Entering, 'refusal'>;
  readonly entrantCookies: Pick<EntrantCookies, 'open'>;
  readonly inTransaction: InTransaction;
  readonly tabTokens: TabTokens;
  readonly clock: Clock;
  readonly randomness: Randomness;
}): Askers {
  const { finder, inTransaction, clock, randomness } = deps;
  const ownOrigin = new URL(deps.publicUrl).origin;
  const actingAdmins = createActingAdmins({ inTransaction, clock });

  async function memberOf(account: MicrosoftAccount): Promise<StaffMember> {
    const organizationId = await finder.ofTenant(account.tenantId);
    if (organizationId === null) throw deps.entering.refusal(account);
    return {
      organizationId,
      entraObjectId: account.entraObjectId,
      roles: await actingAdmins.rolesOf(organizationId, account),
      displayName: account.displayName,
    };
  }

  async function bySession(request: HttpRequest): Promise<StaffMember> {
    const secret = readCookie(request.headers.cookie, STAFF_COOKIE);
    const digest = secret === null ? null : randomness.digest(secret);
    const organizationId = digest === null ? null : await finder.ofStaffSession(digest);
    const session =
      digest !== null && organizationId !== null
        ? await inTransaction(organizationId, ({ staffSessions }) =>
            staffSessions.use(digest, clock.now(), STAFF_IDLE_MS),
          )
        : null;
    if (session === null) throw await refusalOf(await deps.entrantCookies.open(request));
    return { ...session, displayName: '' };
  }

  /** @param entrant `null` for nobody; whose organisation was entered meanwhile is to sign in, with the roles of now. */
  const refusalOf = async (entrant: Entrant | null): Promise<DomainError> =>
    entrant !== null && (await finder.ofTenant(entrant.tenantId)) === null
      ? deps.entering.refusal(entrant)
      : new DomainError('signin-required', 'nobody of staff is signed in');

  const bearerOf = (request: HttpRequest) => /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];

  return {
    memberOf,

    async staff(request) {
      const bearer = bearerOf(request);
      return bearer === undefined
        ? await bySession(request)
        : await memberOf(await deps.tabTokens.verify(bearer));
    },

    async entrant(request) {
      const bearer = bearerOf(request);
      if (bearer !== undefined) return await deps.tabTokens.verify(bearer);
      const entrant = await deps.entrantCookies.open(request);
      if (entrant === null) throw new DomainError('signin-required', 'nobody has signed in to enter');
      return entrant;
    },

    async patient(request, visitId) {
      const expired = () =>
        new DomainError('visit-session-expired', 'no session for this visit in this browser');
      const secret = readCookie(request.headers.cookie, visitCookie(visitId));
      const organizationId = secret === null ? null : await finder.ofVisit(visitId);
      if (secret === null || organizationId === null) throw expired();
      const session = await inTransaction(organizationId, ({ patientSessions }) =>
        patientSessions.use(visitId, randomness.digest(secret), clock.now(), PATIENT_IDLE_MS),
      );
      if (session === null) throw expired();
      return session;
    },

    fromOwnPage(request) {
      if (request.headers.origin !== ownOrigin)
        throw new DomainError('origin-refused', 'the request does not come from a page of ours');
    },
  };
}
