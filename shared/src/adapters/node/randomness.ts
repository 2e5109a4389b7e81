import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Randomness } from '../../domain/kernel/clock.ts';

/** Randomness of the operating system; digests are SHA-256. */
export const nodeRandomness: Randomness = {
  uuid: () => randomUUID(),
  secret: () => randomBytes(32).toString('base64url'),
  digest: (value) => createHash('sha256').update(value).digest('base64url'),
};
