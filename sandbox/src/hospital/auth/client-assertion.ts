import { errors } from 'oidc-provider';

/** SMART App Launch 2.2, "asymmetric client authentication": at most five minutes ahead. */
const LONGEST_LIFE_SECONDS = 300;
/** Epic refuses longer ones. */
const LONGEST_JTI = 151;

/**
 * The rules of SMART and Epic that go beyond RFC 7523, for an assertion whose signature has been checked.
 *
 * @throws InvalidClientAuth, answered as 401 `invalid_client`.
 */
export function checkAssertion(assertion: {
  readonly claims: Readonly<Record<string, unknown>>;
  readonly header: Readonly<Record<string, unknown>>;
  readonly tokenEndpoint: string;
  readonly nowSeconds: number;
}): void {
  const { claims, header, tokenEndpoint, nowSeconds } = assertion;
  const refuse = (why: string): never => {
    throw new errors.InvalidClientAuth(why);
  };
  const audience = Array.isArray(claims.aud) && claims.aud.length === 1 ? claims.aud[0] : claims.aud;
  if (audience !== tokenEndpoint) refuse('aud must be the URL of the token endpoint');
  if (claims.sub !== claims.iss) refuse('iss and sub must both be the client id');
  if (typeof header.kid !== 'string') refuse('kid is missing from the header');
  if (typeof claims.jti !== 'string' || claims.jti.length > LONGEST_JTI)
    refuse('jti must be a string of at most 151 characters');
  if (typeof claims.exp !== 'number' || claims.exp > nowSeconds + LONGEST_LIFE_SECONDS) {
    refuse('exp must be no more than five minutes ahead');
  }
  for (const claim of ['iat', 'nbf'] as const) {
    const at = claims[claim];
    if (at === undefined) continue;
    if (typeof at !== 'number' || at > nowSeconds + 15) refuse(`${claim} must not lie in the future`);
    else if (Number(claims.exp) - at > LONGEST_LIFE_SECONDS)
      refuse(`exp must be no more than five minutes after ${claim}`);
  }
}
