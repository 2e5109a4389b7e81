import { z } from 'zod';
import type { LaunchStore } from '../../domain/launch/launch-store.ts';
import type { Scope } from './scope.ts';

const Secrets = z.object({ nonce: z.string(), codeVerifier: z.string() });

export function launchStore({ trx, organizationId, sealer }: Scope): LaunchStore {
  const context = (stateDigest: string) => `launches.secrets:${stateDigest}`;
  return {
    async begin(stateDigest, launch) {
      const secrets = JSON.stringify({ nonce: launch.nonce, codeVerifier: launch.codeVerifier });
      await trx
        .insertInto('launches')
        .values({
          organization_id: organizationId,
          state_digest: stateDigest,
          connection_id: launch.connectionId,
          kind: launch.kind,
          session_id: launch.sessionId,
          department_id: launch.departmentId,
          browser_digest: launch.browserDigest,
          secrets: sealer.seal(secrets, context(stateDigest)),
          created_at: launch.createdAt,
        })
        .execute();
    },

    async take(stateDigest) {
      const row = await trx
        .deleteFrom('launches')
        .where('state_digest', '=', stateDigest)
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) return null;
      return {
        organizationId,
        connectionId: row.connection_id,
        kind: row.kind,
        sessionId: row.session_id,
        departmentId: row.department_id,
        browserDigest: row.browser_digest,
        createdAt: row.created_at,
        ...Secrets.parse(JSON.parse(sealer.open(row.secrets, context(stateDigest)))),
      };
    },
  };
}
