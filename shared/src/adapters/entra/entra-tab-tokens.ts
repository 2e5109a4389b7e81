import { DomainError, isDomainError } from '../../domain/kernel/domain-error.ts';
import type { TabTokens } from '../../domain/staff/microsoft-sign-in.ts';
import { accountOf } from './entra-account.ts';
import type { EntraVerifier } from './entra-keys.ts';

/** The scope that the app exposes for its own tab. */
const SCOPE = 'access_as_user';

/**
 * The Teams clients that may ask for a token in the tab's name: desktop and mobile, and web.
 *
 * @see {@link https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/authentication/tab-sso-register-aad}
 */
const TEAMS_CLIENTS: readonly unknown[] = [
  '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
  '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
];

/** Verifies single sign-on tokens: signature, issuer, audience, times, scope, and that a Teams client asked for it. */
export function entraTabTokens(deps: {
  readonly clientId: string;
  readonly verifier: EntraVerifier;
}): TabTokens {
  return {
    async verify(token) {
      try {
        const payload = await deps.verifier.verify(token, [deps.clientId, `api://${deps.clientId}`]);
        const scopes = typeof payload.scp === 'string' ? payload.scp.split(' ') : [];
        if (!scopes.includes(SCOPE)) throw new Error(`the token lacks the scope ${SCOPE}`);
        if (!TEAMS_CLIENTS.includes(payload.azp)) throw new Error('the token was not asked for by Teams');
        return accountOf(payload);
      } catch (cause) {
        if (isDomainError(cause)) throw cause;
        throw new DomainError('signin-required', 'the token of the tab was not accepted', { cause });
      }
    },
  };
}
