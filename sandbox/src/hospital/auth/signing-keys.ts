import { randomBytes, type webcrypto } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'oidc-provider';

/** The keys of one authorisation server, new at every start. */
export interface SigningKeys {
  readonly privateJwk: JWK;
  readonly honest: webcrypto.CryptoKey;
  /** Published nowhere: what an impostor would sign with. */
  readonly other: webcrypto.CryptoKey;
  readonly cookieSecret: string;
}

export async function createSigningKeys(): Promise<SigningKeys> {
  const [honest, other] = await Promise.all([
    generateKeyPair('RS256', { extractable: true }),
    generateKeyPair('RS256', { extractable: true }),
  ]);
  const jwk = await exportJWK(honest.privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  return {
    privateJwk: { ...jwk, kid, alg: 'RS256', use: 'sig' } as JWK,
    honest: honest.privateKey,
    other: other.privateKey,
    cookieSecret: randomBytes(32).toString('base64url'),
  };
}
