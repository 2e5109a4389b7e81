import type { LaunchStore } from '../../domain/launch/launch-store.ts';
import type { Scope } from './scope.ts';
import { signInSecrets } from './sign-in-secrets.ts';

export function launchStore({ trx, organizationId, sealer }: Scope): LaunchStore {
  const secrets = signInSecrets(sealer, 'launches');
  return {
    async begin(stateDigest, launch) {
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
          secrets: secrets.seal(stateDigest, launch),
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
        ...secrets.open(stateDigest, row.secrets),
      };
    },
  };
}
