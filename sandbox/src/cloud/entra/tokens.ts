import { createHash } from 'node:crypto';
import type { JWTPayload } from 'jose';
import type { Account } from '../directory.ts';
import type { SigningKeys } from '../signing-keys.ts';

/** Client id of Teams on the web: `azp` of the tokens it gets for tabs. */
const TEAMS_WEB_CLIENT_ID = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';
/** The app that signs Graph's change notifications. */
const CHANGE_TRACKING_APP_ID = '0bf30f3b-4a52-48df-9a82-234910c4a086';

/** What Entra puts among everybody's directory roles; it gives no right to administer anything. */
const ORDINARY_USER = 'b79fbf4d-3ef9-4689-8143-76b194e85509';

export const ACCESS_TOKEN_SECONDS = 3600;

/** Makes every kind of token Entra gives out. */
export interface TokenIssuer {
  idToken(account: Account, request: { clientId: string; nonce: string | null }): Promise<string>;
  /** An app acting as itself: `roles`, no person. */
  appToken(request: AppTokenRequest): Promise<string>;
  /** An app acting for a person: `scp`. */
  delegatedToken(account: Account, request: DelegatedTokenRequest): Promise<string>;
  /** What `getAuthToken` gives a tab: a token for the tab's own API. */
  ssoToken(account: Account, clientId: string): Promise<string>;
  /** A token that proves that a change notification comes from Graph; in the older form (v1). */
  notificationToken(tenantId: string, clientId: string): Promise<string>;
  /** Checks signature, time and audience of one of our own access tokens. */
  verify(token: string, audience: string | string[]): Promise<JWTPayload>;
}

interface AppTokenRequest {
  readonly tenantId: string;
  readonly clientId: string;
  readonly audience: string;
  readonly roles: readonly string[];
}

interface DelegatedTokenRequest {
  readonly clientId: string;
  readonly audience: string;
  readonly scopes: readonly string[];
}

export function createTokenIssuer(deps: { keys: SigningKeys; authority: string }): TokenIssuer {
  const { keys, authority } = deps;
  const issuer = (tenantId: string): string => `${authority}/${tenantId}/v2.0`;
  const sign = (claims: JWTPayload & { iss: string }): Promise<string> =>
    keys.sign(claims, ACCESS_TOKEN_SECONDS);

  return {
    idToken: (account, { clientId, nonce }) =>
      sign({
        ...personClaims(account, clientId),
        iss: issuer(account.tenant.tenantId),
        aud: clientId,
        ...(nonce !== null && { nonce }),
      }),
    appToken: ({ tenantId, clientId, audience, roles }) => {
      const oid = derivedId(tenantId, clientId);
      return sign({
        iss: `${authority}/${tenantId}/`,
        aud: audience,
        appid: clientId,
        appidacr: '1',
        idtyp: 'app',
        oid,
        sub: oid,
        tid: tenantId,
        roles: [...roles],
        ver: '1.0',
      });
    },
    delegatedToken: (account, { clientId, audience, scopes }) =>
      sign({
        ...personClaims(account, clientId),
        iss: `${authority}/${account.tenant.tenantId}/`,
        aud: audience,
        appid: clientId,
        scp: scopes.join(' '),
        ver: '1.0',
      }),
    ssoToken: (account, clientId) =>
      sign({
        ...personClaims(account, clientId),
        iss: issuer(account.tenant.tenantId),
        aud: clientId,
        azp: TEAMS_WEB_CLIENT_ID,
        azpacr: '0',
        scp: 'access_as_user',
      }),
    notificationToken: (tenantId, clientId) =>
      sign({
        iss: `${authority}/${tenantId}/`,
        aud: clientId,
        appid: CHANGE_TRACKING_APP_ID,
        tid: tenantId,
        ver: '1.0',
      }),
    verify: (token, audience) => keys.verify(token, { audience }),
  };
}

function personClaims({ tenant, person }: Account, clientId: string): JWTPayload {
  return {
    sub: createHash('sha256').update(`${person.oid} ${clientId}`).digest('base64url'),
    oid: person.oid,
    tid: tenant.tenantId,
    name: person.displayName,
    preferred_username: person.userPrincipalName,
    ...(person.appRoles.length > 0 && { roles: [...person.appRoles] }),
    wids: [...(person.directoryRoles ?? []), ORDINARY_USER],
    ver: '2.0',
  };
}

/** The object id of an app's service principal in a tenant. */
function derivedId(tenantId: string, clientId: string): string {
  const hex = createHash('sha256').update(`${tenantId} ${clientId}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
