import type { webcrypto } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, SignJWT, UnsecuredJWT } from 'jose';
import type { Tampering } from './tampering.ts';

/**
 * An id_token made wrong in the way asked for, and otherwise signed as an honest one.
 *
 * @returns `null` when the token is to be left out.
 */
export async function tamperedIdToken(forgery: {
  readonly idToken: string;
  readonly tampering: Tampering;
  readonly fhirBaseUrl: string;
  readonly honestKey: webcrypto.CryptoKey;
  readonly otherKey: webcrypto.CryptoKey;
}): Promise<string | null> {
  const { idToken, tampering, fhirBaseUrl, honestKey, otherKey } = forgery;
  if (tampering.idToken === undefined && tampering.fhirUser === undefined) return idToken;
  if (tampering.idToken === 'missing') return null;
  const claims = wrongClaims(decodeJwt(idToken), tampering, fhirBaseUrl);
  if (tampering.idToken === 'alg-none') return new UnsecuredJWT(claims).encode();
  const { kid } = decodeProtectedHeader(idToken);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', ...(kid === undefined ? {} : { kid }) })
    .sign(tampering.idToken === 'other-key' ? otherKey : honestKey);
}

function wrongClaims(
  honest: Readonly<Record<string, unknown>>,
  tampering: Tampering,
  fhirBaseUrl: string,
): Record<string, unknown> {
  const claims = { ...honest };
  if (tampering.fhirUser !== undefined) {
    claims.fhirUser = tampering.fhirUser.includes('://')
      ? tampering.fhirUser
      : `${fhirBaseUrl}/${tampering.fhirUser}`;
  }
  switch (tampering.idToken) {
    case 'wrong-aud':
      return { ...claims, aud: 'some-other-client' };
    case 'wrong-nonce':
      return { ...claims, nonce: 'not-the-nonce-that-was-sent' };
    case 'no-nonce':
      delete claims.nonce;
      return claims;
    case 'expired':
      return { ...claims, iat: Number(claims.iat) - 7200, exp: Number(claims.iat) - 3600 };
    case 'wrong-iss':
      return { ...claims, iss: 'https://ehr.elsewhere.example/oauth2' };
    case 'no-fhir-user':
      delete claims.fhirUser;
      return claims;
    case 'foreign-fhir-user':
      return {
        ...claims,
        fhirUser: String(claims.fhirUser).replace(fhirBaseUrl, 'https://ehr.elsewhere.example/api/FHIR/R4'),
      };
    default:
      return claims;
  }
}
