import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Connection } from '../../domain/connections/connection.ts';
import type { ConnectionKeys } from '../../domain/connections/connection-keys.ts';
import { signingOf } from '../../domain/connections/key-state.ts';
import type { Clock } from '../../domain/kernel/clock.ts';
import type { KeyPairs } from './key-pairs.ts';
import type { Sealer } from './sealer.ts';
import type { Tables } from './tables.ts';

const PrivateJwk = z.record(z.string(), z.unknown());
const BasicCredentials = z.object({ user: z.string(), password: z.string() });

const keyContext = (connectionId: string, kid: string) =>
  `connection_keys.private_jwk:${connectionId}:${kid}`;
/** Of all revisions of a connection: a draft begins with what the live one has. */
export const credentialsContext = (connectionId: string) => `connections.basic_credentials:${connectionId}`;

type ConnectionRef = Pick<Connection, 'organizationId' | 'id'>;

/** The connections' own keys, sealed in the database; read at each use, so every replica agrees. */
export function postgresConnectionKeys(deps: {
  readonly db: Kysely<Tables>;
  readonly clock: Clock;
  readonly sealer: Sealer;
}): ConnectionKeys {
  const { db, clock, sealer } = deps;
  const within = <T>(connection: ConnectionRef, work: (trx: Transaction<Tables>) => Promise<T>) =>
    db.transaction().execute(async (trx) => {
      await sql`select set_config('app.organization', ${connection.organizationId}, true)`.execute(trx);
      return await work(trx);
    });
  const keysOf = (connection: ConnectionRef) =>
    within(connection, (trx) =>
      trx
        .selectFrom('connection_keys')
        .selectAll()
        .where('connection_id', '=', connection.id)
        .orderBy('created_at', 'desc')
        .execute(),
    );

  return {
    async signingKey(connection) {
      const keys = (await keysOf(connection))
        .filter(({ algorithm }) => algorithm === connection.signingAlgorithm)
        .map((key) => ({ ...key, createdAt: key.created_at }));
      const key = signingOf(keys, clock.now());
      if (key === undefined)
        throw new Error(`connection ${connection.id} has no ${connection.signingAlgorithm} key`);
      const privateJwk = PrivateJwk.parse(
        JSON.parse(sealer.open(key.private_jwk, keyContext(connection.id, key.kid))),
      );
      return { kid: key.kid, algorithm: key.algorithm, privateJwk };
    },

    async publicJwks(connection) {
      const keys = await keysOf(connection);
      return { keys: keys.map(({ public_jwk }) => public_jwk) };
    },

    async basicCredentials(connection) {
      const row = await within(connection, (trx) =>
        trx
          .selectFrom('connection_revisions')
          .select('basic_credentials')
          .where('connection_id', '=', connection.id)
          .where('number', '=', connection.revision)
          .where('state', '=', 'approved')
          .executeTakeFirst(),
      );
      if (!row?.basic_credentials) return null;
      return BasicCredentials.parse(
        JSON.parse(sealer.open(row.basic_credentials, credentialsContext(connection.id))),
      );
    },
  };
}

/** Adds a fresh key pair to the connection's key set, within the caller's transaction. */
export async function addConnectionKey(
  trx: Transaction<Tables>,
  deps: { readonly clock: Clock; readonly sealer: Sealer; readonly keyPairs: KeyPairs },
  connection: ConnectionRef,
  algorithm: Connection['signingAlgorithm'],
): Promise<string> {
  const { kid, publicJwk, privateJwk } = await deps.keyPairs.take(algorithm);
  await trx
    .insertInto('connection_keys')
    .values({
      organization_id: connection.organizationId,
      connection_id: connection.id,
      kid,
      algorithm,
      public_jwk: JSON.stringify(publicJwk),
      private_jwk: deps.sealer.seal(JSON.stringify(privateJwk), keyContext(connection.id, kid)),
      created_at: deps.clock.now(),
    })
    .execute();
  return kid;
}
