import { checkpointSigner } from '@ehr-connector/shared/adapters/node/checkpoint-keys.ts';
import type { Database } from '@ehr-connector/shared/adapters/postgres/database.ts';
import type { Config } from '@ehr-connector/shared/config/config.ts';
import { type Checkpointing, createCheckpointing } from '@ehr-connector/shared/domain/audit/checkpoint.ts';
import type { Clock } from '@ehr-connector/shared/domain/kernel/clock.ts';
import type { Logger } from 'pino';

/** Checkpoints of the audit log, signed with a key and exported to a log that who writes to the database cannot reach. */
export function composeCheckpointing(deps: {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
}): Checkpointing {
  const { config, database, clock, log } = deps;
  return createCheckpointing({
    store: database.auditCheckpoints,
    signer: checkpointSigner(config.AUDIT_SIGNING_KEY),
    clock,
    onSigned: ({ organizationId: organization, number }, jws) =>
      log.info({ organization, number, audit_checkpoint: jws }, 'checkpoint of the audit log'),
    onMisfit: (organization, number) =>
      log.error({ organization, number }, 'the audit log does not fit its last checkpoint: verify it'),
    onUnvouched: (organization, { kind, connectionId: connection, revision }) =>
      log.error(
        { organization, connection, revision, kind },
        'what serves is not what the audit log says was approved: verify it',
      ),
  });
}
