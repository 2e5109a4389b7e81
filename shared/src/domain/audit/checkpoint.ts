import type { Clock } from '../kernel/clock.ts';
import { checkServing, type ServingFlaw, type ServingToCheck } from './serving-check.ts';

/** How far an organisation's audit log has come, and which hash it has there. */
export interface AuditCheckpoint {
  readonly organizationId: string;
  readonly number: number;
  readonly hash: string;
  /** When it was signed. */
  readonly at: Date;
}

/** Signs checkpoints with a key that no database holds. */
export interface CheckpointSigner {
  /** @returns a compact JWS. */
  sign(checkpoint: AuditCheckpoint): Promise<string>;
}

export interface CheckpointVerifier {
  /** @returns what the JWS says; `null` when none of the known keys signed it, or it is no checkpoint. */
  verify(jws: string): Promise<AuditCheckpoint | null>;
  /** Where the JWS claims to belong, whoever signed it; `null` when that cannot be read. */
  claims(jws: string): Pick<AuditCheckpoint, 'organizationId' | 'number'> | null;
}

/** A point of a chain. */
export type ChainPoint = Pick<AuditCheckpoint, 'number' | 'hash'>;

/** Across organisations. */
export interface CheckpointStore {
  /** Every organisation. */
  organizations(): Promise<readonly string[]>;
  /** How far the log has come, its last checkpoint, and the hash that its entry has now; `null` where there is none. */
  progress(organizationId: string): Promise<{
    readonly head: ChainPoint | null;
    readonly last: ChainPoint | null;
    readonly hashAtLast: string | null;
  }>;
  serving(organizationId: string): Promise<ServingToCheck>;
  /** @returns false when another replica saved one for the number. */
  save(checkpoint: AuditCheckpoint, jws: string): Promise<boolean>;
}

export interface Checkpointing {
  /**
   * Signs how far each organisation's log has come since its last checkpoint, and compares what serves with it. Safe from
   * several replicas at once.
   *
   * @throws {AggregateError} of the logs that could not be signed, or compared with; all others are.
   */
  signAll(): Promise<void>;
}

/**
 * @param deps.onSigned is told of each checkpoint once it is stored, and carries it out of the database's reach.
 * @param deps.onMisfit is told of a log that no longer fits its last checkpoint: nothing more is signed of it.
 * @param deps.onUnvouched is told of what serves otherwise than the log says was approved.
 */
export function createCheckpointing(deps: {
  readonly store: CheckpointStore;
  readonly signer: CheckpointSigner;
  readonly clock: Clock;
  readonly onSigned: (checkpoint: AuditCheckpoint, jws: string) => void;
  readonly onMisfit: (organizationId: string, number: number) => void;
  readonly onUnvouched: (organizationId: string, flaw: ServingFlaw) => void;
}): Checkpointing {
  const { store, signer, clock } = deps;

  async function sign(organizationId: string): Promise<void> {
    const { head, last, hashAtLast } = await store.progress(organizationId);
    if (last !== null && hashAtLast !== last.hash) return deps.onMisfit(organizationId, last.number);
    if (head === null || head.number <= (last?.number ?? 0)) return;
    const checkpoint = { organizationId, ...head, at: clock.now() };
    const jws = await signer.sign(checkpoint);
    if (await store.save(checkpoint, jws)) deps.onSigned(checkpoint, jws);
  }

  async function compare(organizationId: string): Promise<void> {
    for (const flaw of checkServing(await store.serving(organizationId)))
      deps.onUnvouched(organizationId, flaw);
  }

  return {
    async signAll() {
      const failures: unknown[] = [];
      for (const id of await store.organizations())
        for (const task of [sign, compare]) await task(id).catch((error: unknown) => failures.push(error));
      if (failures.length > 0)
        throw new AggregateError(
          failures,
          `${failures.length} of the audit logs got no checkpoint, or no comparison`,
        );
    },
  };
}
