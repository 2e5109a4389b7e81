import type { ApprovalStore } from '../../domain/connections/approval.ts';
import type { Scope } from './scope.ts';
import { signInSecrets } from './sign-in-secrets.ts';

export function approvalStore({ trx, organizationId, sealer }: Scope): ApprovalStore {
  const secrets = signInSecrets(sealer, 'approval_sign_ins');
  return {
    async begin(stateDigest, pending) {
      await trx
        .insertInto('approval_sign_ins')
        .values({
          organization_id: organizationId,
          state_digest: stateDigest,
          connection_id: pending.connectionId,
          revision: pending.revision,
          digest: pending.digest,
          entra_object_id: pending.entraObjectId,
          browser_digest: pending.browserDigest,
          secrets: secrets.seal(stateDigest, pending),
          created_at: pending.createdAt,
        })
        .execute();
    },

    async take(stateDigest) {
      const row = await trx
        .deleteFrom('approval_sign_ins')
        .where('state_digest', '=', stateDigest)
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) return null;
      return {
        organizationId,
        connectionId: row.connection_id,
        revision: row.revision,
        digest: row.digest,
        entraObjectId: row.entra_object_id,
        browserDigest: row.browser_digest,
        createdAt: row.created_at,
        ...secrets.open(stateDigest, row.secrets),
      };
    },

    async prove({ connectionId, revision, entraObjectId, digest, issuer, userDigest, at }) {
      const proven = { digest, issuer, user_digest: userDigest, at };
      await trx
        .insertInto('approval_proofs')
        .values({
          organization_id: organizationId,
          connection_id: connectionId,
          revision,
          entra_object_id: entraObjectId,
          ...proven,
        })
        .onConflict((conflict) => conflict.constraint('approval_proofs_pkey').doUpdateSet(proven))
        .execute();
    },

    async proof(connectionId, revision, entraObjectId) {
      const row = await trx
        .selectFrom('approval_proofs')
        .selectAll()
        .where('connection_id', '=', connectionId)
        .where('revision', '=', revision)
        .where('entra_object_id', '=', entraObjectId)
        .executeTakeFirst();
      if (row === undefined) return null;
      return {
        connectionId: row.connection_id,
        revision: row.revision,
        digest: row.digest,
        entraObjectId: row.entra_object_id,
        issuer: row.issuer,
        userDigest: row.user_digest,
        at: row.at,
      };
    },
  };
}
