import type { Connection } from './connection.ts';

/** A private key the service signs client assertions with, as a JWK; ours, generated per connection. */
export interface SigningKey {
  readonly kid: string;
  readonly algorithm: 'ES384' | 'RS384';
  readonly privateJwk: Readonly<Record<string, unknown>>;
}

/** The connection's own keys; decrypted only here. */
export interface ConnectionKeys {
  /** The key to sign with now: the newest that has been published long enough for caches to know it. */
  signingKey(connection: Connection): Promise<SigningKey>;
  /** Every public key others may still meet, newest first, as a JWKS. */
  publicJwks(
    connection: Connection,
  ): Promise<{ readonly keys: readonly Readonly<Record<string, unknown>>[] }>;
  /** User and password of a connection that authenticates with Basic; `null` when none are kept. */
  basicCredentials(
    connection: Connection,
  ): Promise<{ readonly user: string; readonly password: string } | null>;
}
