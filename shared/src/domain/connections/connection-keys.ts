import type { Connection } from './connection.ts';

/** A private key the service signs client assertions with, as a JWK; ours, generated per connection. */
export interface SigningKey {
  readonly kid: string;
  readonly algorithm: 'ES384' | 'RS384';
  readonly privateJwk: Readonly<Record<string, unknown>>;
}

/** What of a connection its keys hang on, be it approved or not. */
export type SigningConnection = Pick<Connection, 'organizationId' | 'id' | 'signingAlgorithm'>;

/** The connection's own keys; decrypted only here. */
export interface ConnectionKeys {
  /** The key to sign with now: the newest that has been published long enough for caches to know it. */
  signingKey(connection: SigningConnection): Promise<SigningKey>;
  /**
   * Every public key others may still meet, newest first, as a JWKS. Of a connection that nobody approved yet, too: the
   * EHR asks for the key set when the client is registered.
   */
  publicJwks(
    connection: Pick<Connection, 'organizationId' | 'id'>,
  ): Promise<{ readonly keys: readonly Readonly<Record<string, unknown>>[] }>;
  /**
   * User and password for authenticating with Basic, of the very revision whose address they go to: another may serve by
   * now. `null` when none are kept.
   */
  basicCredentials(
    connection: Pick<Connection, 'organizationId' | 'id' | 'revision'>,
  ): Promise<{ readonly user: string; readonly password: string } | null>;
}
