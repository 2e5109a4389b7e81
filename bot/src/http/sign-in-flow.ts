import { auditBrowserSignIn } from '@ehr-connector/shared/domain/audit/sign-in.ts';
import { sharedDepartments } from '@ehr-connector/shared/domain/connections/shared-access.ts';
import type { Clock, Randomness } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { addMs } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { DomainError, isDomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import type { ProvenLaunch } from '@ehr-connector/shared/domain/launch/launches.ts';
import { actorOf } from '@ehr-connector/shared/domain/staff/actor.ts';
import type {
  MicrosoftAccount,
  MicrosoftSignIn,
} from '@ehr-connector/shared/domain/staff/microsoft-sign-in.ts';
import type { InTransaction } from '@ehr-connector/shared/domain/stores.ts';
import { z } from 'zod';
import { type Askers, STAFF_COOKIE, STAFF_IDLE_MS, staffLastsMs } from './asker.ts';
import { ownCookie, readCookie, removedCookie } from './cookies.ts';
import { ENTRANT_COOKIE, type EntrantCookies } from './entrant-cookie.ts';
import { type Reply, redirect } from './reply.ts';
import type { SealedCookies } from './sealed-cookie.ts';
import type { HttpRequest } from './server.ts';
import { WaitingLaunch, waitingLaunch } from './waiting-launch.ts';

const SIGN_IN_COOKIE = 'signin';
const LINK_COOKIE = 'link';
const LASTS_SECONDS = 600;

/** Where a sign-in may lead: nowhere outside. Within the tab the fragment says where one was. */
const TARGETS = /^\/(tabs\/(#\/[\w\-/?=&.%]{0,300})?|join\/[0-9a-f-]{36}|approval\/[\w-]{1,100}\/\d{1,9})$/;

const PendingSignIn = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  tenantId: z.string().nullable(),
  purpose: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('page'), path: z.string() }),
    z.object({ kind: z.literal('link'), launch: WaitingLaunch }),
  ]),
});
type PendingSignIn = z.infer<typeof PendingSignIn>;

const Unconfirmed = z.object({ launch: WaitingLaunch, tenantId: z.string(), entraObjectId: z.string() });

export interface SignInFlow {
  /** Asks a clinician, once, which Microsoft account is theirs; the launch waits in the browser, encrypted. */
  beginLinking(launch: ProvenLaunch): Promise<Reply>;
  /** Signs staff in for a page of ours. */
  begin(path: string): Promise<Reply>;
  complete(request: HttpRequest): Promise<Reply>;
  /** The person has confirmed that both identities are theirs. @returns the launch that waited. */
  confirm(request: HttpRequest): Promise<{
    readonly launch: ProvenLaunch;
    readonly entraObjectId: string;
    readonly cookies: readonly string[];
  }>;
}

export function createSignInFlow(deps: {
  readonly microsoft: MicrosoftSignIn;
  readonly sealed: SealedCookies;
  readonly askers: Askers;
  readonly entrantCookies: Pick<EntrantCookies, 'seal'>;
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly redirectUri: string;
  readonly drawConfirmation: (launch: ProvenLaunch, account: MicrosoftAccount, request: HttpRequest) => Reply;
}): SignInFlow {
  const { sealed, randomness, inTransaction, clock, redirectUri } = deps;

  async function start(
    tenantId: string | null,
    purpose: PendingSignIn['purpose'],
    selectAccount: boolean,
  ): Promise<Reply> {
    const pending: PendingSignIn = {
      state: randomness.secret(),
      nonce: randomness.secret(),
      codeVerifier: randomness.secret(),
      tenantId,
      purpose,
    };
    const url = await deps.microsoft.authorizationUrl({ ...pending, redirectUri, selectAccount });
    return redirect(url, [
      ownCookie(SIGN_IN_COOKIE, await sealed.seal(pending, SIGN_IN_COOKIE, LASTS_SECONDS), LASTS_SECONDS),
    ]);
  }

  async function openSession(account: MicrosoftAccount): Promise<string> {
    const member = await deps.askers.memberOf(account);
    const secret = randomness.secret();
    const now = clock.now();
    const lastsMs = staffLastsMs(member);
    await inTransaction(member.organizationId, async ({ staffSessions, audit }) => {
      await staffSessions.open(randomness.digest(secret), {
        organizationId: member.organizationId,
        entraObjectId: member.entraObjectId,
        roles: member.roles,
        idleUntil: addMs(now, STAFF_IDLE_MS),
        endsAt: addMs(now, lastsMs),
      });
      await auditBrowserSignIn(audit, member, now);
    });
    return ownCookie(STAFF_COOKIE, secret, lastsMs / 1_000);
  }

  /** Whose organisation is not here yet, and who may enter it, goes on to the portal, which asks for its name. */
  async function signedIn(account: MicrosoftAccount, path: string): Promise<Reply> {
    try {
      return redirect(path, [await openSession(account), removedCookie(ENTRANT_COOKIE)]);
    } catch (error) {
      if (!isDomainError(error, 'organisation-not-entered')) throw error;
      // Who was signed in before, with another account, is so no longer.
      return redirect('/tabs/', [await deps.entrantCookies.seal(account), removedCookie(STAFF_COOKIE)]);
    }
  }

  return {
    async beginLinking(launch) {
      const { organizationId } = launch.connection;
      const tenantId = await inTransaction(
        organizationId,
        async ({ organizations }) => (await organizations.current()).entraTenantId,
      );
      return await start(tenantId, { kind: 'link', launch: waitingLaunch(launch) }, true);
    },

    async begin(path) {
      if (!TARGETS.test(path)) throw new DomainError('request-invalid', 'a sign-in leads to no such page');
      // Who approves is asked which account is theirs: the browser may be signed in as a colleague.
      return await start(null, { kind: 'page', path }, path.startsWith('/approval/'));
    },

    async complete(request) {
      const cookie = readCookie(request.headers.cookie, SIGN_IN_COOKIE);
      const pending = await sealed.open(cookie, SIGN_IN_COOKIE, PendingSignIn);
      if (pending === null || pending.state !== request.url.searchParams.get('state')) {
        throw new DomainError('signin-refused', 'no sign-in of this browser is waiting for this callback');
      }
      const account = await deps.microsoft.redeem({
        ...pending,
        callback: request.url,
        redirectUri,
        signal: request.signal,
      });
      const done = removedCookie(SIGN_IN_COOKIE);
      if (pending.purpose.kind === 'page') {
        const reply = await signedIn(account, pending.purpose.path);
        return { ...reply, cookies: [...(reply.cookies ?? []), done] };
      }
      const { launch } = pending.purpose;
      const { tenantId, entraObjectId } = account;
      const value = await sealed.seal({ launch, tenantId, entraObjectId }, LINK_COOKIE, LASTS_SECONDS);
      const page = deps.drawConfirmation(await provenLaunch(launch), account, request);
      return { ...page, cookies: [ownCookie(LINK_COOKIE, value, LASTS_SECONDS), done] };
    },

    async confirm(request) {
      deps.askers.fromOwnPage(request);
      const unconfirmed = await sealed.open(
        readCookie(request.headers.cookie, LINK_COOKIE),
        LINK_COOKIE,
        Unconfirmed,
      );
      if (unconfirmed === null)
        throw new DomainError('launch-expired', 'nothing waits for a confirmation in this browser');
      const { entraObjectId } = unconfirmed;
      const launch = await provenLaunch(unconfirmed.launch);
      const { connection, user } = launch;
      const now = clock.now();
      await inTransaction(connection.organizationId, async ({ links, audit }) => {
        const link = await links.link({
          connectionId: connection.id,
          ehrUser: user.reference,
          entraObjectId,
          linkedAt: now,
        });
        await audit.record({
          at: now,
          actor: actorOf({ entraObjectId }),
          action: 'clinician-linked',
          subject: link.id,
        });
      });
      return { launch, entraObjectId, cookies: [removedCookie(LINK_COOKIE)] };
    },
  };

  /** The connection is read anew: it, or its share, may have ended while the clinician signed in. */
  async function provenLaunch({
    organizationId,
    connectionId,
    ...launch
  }: WaitingLaunch): Promise<ProvenLaunch> {
    const connection = await inTransaction(organizationId, ({ connections }) =>
      connections.get(connectionId),
    );
    if (connection === null || connection.state === 'disabled') {
      throw new DomainError('connection-disabled', 'the connection was disabled meanwhile');
    }
    const { sharedFrom } = connection;
    if (sharedFrom !== null && (await sharedDepartments(inTransaction, sharedFrom)) === null)
      throw new DomainError('connection-disabled', 'the EHR is no longer shared');
    return { ...launch, connection };
  }
}
