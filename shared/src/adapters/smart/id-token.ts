import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { ehrUnavailable, identityInvalid } from './launch-errors.ts';
import type { SmartClient } from './smart-client.ts';

/** Signature algorithms an id_token may carry; never a symmetric one, whatever its header says. */
export type IdTokenAlgorithm = 'RS256' | 'RS384' | 'RS512' | 'ES256' | 'ES384' | 'ES512';

/** How far the EHR's clock may be from ours. */
export const CLOCK_SKEW_SECONDS = 60;
/** An id_token comes straight from the token endpoint; one issued longer ago belongs to something else. */
const MAX_AGE = '10m';

/**
 * Verifies who launched: signature by the pinned issuer's keys, issuer, audience, authorised party, times, nonce.
 *
 * @throws {DomainError} `launch-identity-invalid`.
 * @throws {HttpFault} when the keys cannot be had.
 * @see {@link https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation}
 */
export async function verifyIdToken(request: {
  readonly idToken: string;
  readonly connection: SmartClient;
  readonly keys: JWTVerifyGetKey;
  readonly algorithms: readonly IdTokenAlgorithm[];
  readonly nonce: string;
  readonly now: Date;
}): Promise<JWTPayload> {
  const { connection, nonce } = request;
  const { payload } = await jwtVerify(request.idToken, request.keys, {
    algorithms: [...request.algorithms],
    issuer: connection.authority.issuer,
    audience: connection.clientId,
    clockTolerance: CLOCK_SKEW_SECONDS,
    maxTokenAge: MAX_AGE,
    currentDate: request.now,
    requiredClaims: ['exp', 'iat', 'sub', 'nonce'],
  }).catch(refuseIdToken);

  if (payload.nonce !== nonce) throw identityInvalid('its nonce is not the one of this launch');
  const isForOthersToo = Array.isArray(payload.aud) && payload.aud.length > 1;
  const party = payload.azp ?? (isForOthersToo ? null : connection.clientId);
  if (party !== connection.clientId) throw identityInvalid('it was issued to another application');
  return payload;
}

/** The library's errors carry the claims, so neither they nor their messages travel on. */
function refuseIdToken(error: unknown): never {
  if (!(error instanceof errors.JOSEError)) throw error;
  // The generic error is the key server's: an answer that is no JWKS.
  if (error.code === errors.JOSEError.code) throw ehrUnavailable('its public keys could not be read');
  if (error instanceof errors.JWTExpired) throw identityInvalid('it has expired; compare the clocks');
  if (error instanceof errors.JWTClaimValidationFailed)
    throw identityInvalid(`its claim "${error.claim}" is wrong`);
  throw identityInvalid(error.code);
}
