import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import type { Connection } from '../../domain/connections/connection.ts';

type Algorithm = Connection['signingAlgorithm'];

export interface KeyPair {
  readonly kid: string;
  readonly publicJwk: Readonly<Record<string, unknown>>;
  readonly privateJwk: Readonly<Record<string, unknown>>;
}

/** Where a transaction has fresh key pairs from. */
export interface KeyPairs {
  take(algorithm: Algorithm): Promise<KeyPair>;
}

export async function makeKeyPair(algorithm: Algorithm): Promise<KeyPair> {
  const pair = await generateKeyPair(algorithm, { extractable: true, modulusLength: 3072 });
  const publicJwk = await exportJWK(pair.publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  return {
    kid,
    publicJwk: { ...publicJwk, kid, alg: algorithm, use: 'sig' },
    privateJwk: { ...(await exportJWK(pair.privateKey)) },
  };
}

/** Ends a transaction that wants a key pair, so that it is made while nothing is held. */
class KeyPairWanted extends Error {
  readonly algorithm: Algorithm;
  constructor(algorithm: Algorithm) {
    super(`a key pair for ${algorithm} is wanted`);
    this.algorithm = algorithm;
  }
}

/**
 * Key pairs that are made between two runs of a transaction: one for RSA takes half a second, in which nobody should wait
 * for a connection's row.
 */
export function keyPairsBetweenRuns(): KeyPairs & {
  /** @returns whether the run ended for want of a pair, which is there for the next one now. */
  made(error: unknown): Promise<boolean>;
} {
  const ready: { readonly algorithm: Algorithm; readonly pair: KeyPair }[] = [];
  // A run that ended has kept nothing: the next one takes the same pairs again.
  let left = [...ready];
  return {
    async take(algorithm) {
      const found = left.find((one) => one.algorithm === algorithm);
      if (found === undefined) throw new KeyPairWanted(algorithm);
      left = left.filter((one) => one !== found);
      return found.pair;
    },

    async made(error) {
      if (!(error instanceof KeyPairWanted)) return false;
      const { algorithm } = error;
      ready.push({ algorithm, pair: await makeKeyPair(algorithm) });
      left = [...ready];
      return true;
    },
  };
}
