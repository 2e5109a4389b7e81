import {
  type CryptoKey,
  calculateJwkThumbprint,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  type JWK,
  type JWTPayload,
  type JWTVerifyOptions,
  jwtVerify,
  SignJWT,
} from 'jose';

/** Two RSA keys: one signs, the next is already published, as Microsoft's services do. */
export interface SigningKeys {
  /** A JWT signed by the current key; `exp`, `iat` and `nbf` are set from the clock. */
  sign(claims: JWTPayload & { iss: string }, lifetimeSeconds: number): Promise<string>;
  verify(token: string, options: JWTVerifyOptions): Promise<JWTPayload>;
  jwks(): { keys: JWK[] };
  /** The published next key signs from now on, and what the last one signed is no longer valid. */
  rotate(): Promise<void>;
}

interface Key {
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

/** @param extra members added to every published key, such as `endorsements`. */
export async function createSigningKeys(options: {
  now: () => Date;
  extra?: Record<string, unknown>;
}): Promise<SigningKeys> {
  const { now, extra = {} } = options;
  let [current, next] = await Promise.all([newKey(extra), newKey(extra)]);
  let keySet = createLocalJWKSet({ keys: [current.jwk, next.jwk] });
  return {
    sign(claims, lifetimeSeconds) {
      const seconds = Math.floor(now().getTime() / 1000);
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: current.jwk.kid ?? '' })
        .setIssuedAt(seconds)
        .setNotBefore(seconds)
        .setExpirationTime(seconds + lifetimeSeconds)
        .sign(current.privateKey);
    },
    async verify(token, verifyOptions) {
      const { payload } = await jwtVerify(token, keySet, {
        algorithms: ['RS256'],
        currentDate: now(),
        ...verifyOptions,
      });
      return payload;
    },
    jwks: () => ({ keys: [current.jwk, next.jwk] }),
    async rotate() {
      const following = await newKey(extra);
      [current, next] = [next, following];
      keySet = createLocalJWKSet({ keys: [current.jwk, next.jwk] });
    },
  };
}

async function newKey(extra: Record<string, unknown>): Promise<Key> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { modulusLength: 2048 });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return { privateKey, jwk: { ...jwk, kid, x5t: kid, use: 'sig', alg: 'RS256', ...extra } };
}
