import {
  CompactSign,
  calculateJwkThumbprint,
  compactVerify,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';
import { z } from 'zod';
import type { AuditCheckpoint, CheckpointSigner, CheckpointVerifier } from '../../domain/audit/checkpoint.ts';

/** Ed25519, as a JWK; a private key has `d`. */
export interface CheckpointKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly d?: string | undefined;
}

const ALGORITHM = 'EdDSA';
/** Tells these signatures from any other that the key may ever be used for. */
const TYPE = 'audit-checkpoint';

const Signed = z.object({
  organization: z.uuid(),
  number: z.int().positive(),
  hash: z.string(),
  at: z.iso.datetime().transform((text) => new Date(text)),
});

export function checkpointSigner(key: CheckpointKey): CheckpointSigner {
  return {
    async sign({ organizationId, number, hash, at }) {
      const claims: z.input<typeof Signed> = {
        organization: organizationId,
        number,
        hash,
        at: at.toISOString(),
      };
      const kid = await calculateJwkThumbprint(publicHalf(key));
      return await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
        .setProtectedHeader({ alg: ALGORITHM, kid, typ: TYPE })
        .sign(await importJWK({ ...key } as JWK, ALGORITHM));
    },
  };
}

/** @param keys private keys count as well: what is used of them is their public half. */
export function checkpointVerifier(keys: readonly CheckpointKey[]): CheckpointVerifier {
  return {
    async verify(jws) {
      try {
        const { payload } = await compactVerify(
          jws,
          async ({ kid, typ }) => {
            for (const key of keys) {
              const jwk = publicHalf(key);
              if (typ === TYPE && (await calculateJwkThumbprint(jwk)) === kid)
                return await importJWK(jwk, ALGORITHM);
            }
            throw new Error('no such key');
          },
          { algorithms: [ALGORITHM] },
        );
        return checkpointIn(payload);
      } catch {
        return null; // whatever is wrong with it, nobody vouches for it
      }
    },

    claims(jws) {
      try {
        return checkpointIn(Buffer.from(jws.split('.')[1] ?? '', 'base64url'));
      } catch {
        return null; // not JSON, or not a checkpoint
      }
    },
  };
}

/** @returns both as base64url of the JWK's JSON, as the environment has them. */
export async function newCheckpointKey(): Promise<{
  readonly signing: string;
  readonly verification: string;
}> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(privateKey);
  const encoded = (key: JWK) => Buffer.from(JSON.stringify(key)).toString('base64url');
  const { d: _secret, ...publicJwk } = jwk;
  return { signing: encoded(jwk), verification: encoded(publicJwk) };
}

function checkpointIn(payload: Uint8Array): AuditCheckpoint {
  const { organization, ...point } = Signed.parse(JSON.parse(new TextDecoder().decode(payload)));
  return { organizationId: organization, ...point };
}

const publicHalf = ({ kty, crv, x }: CheckpointKey): JWK => ({ kty, crv, x });
