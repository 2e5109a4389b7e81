import { DomainError } from '../kernel/domain-error.ts';
import type { Revision } from './revision.ts';

/**
 * The proposal, for the only one who signs in to the EHR for it and decides about it, while there is time.
 *
 * @param revision as it is stored; `null` when there is none.
 * @throws {DomainError} `revision-not-found`, `not-allowed`, `revision-not-open`, `revision-expired`.
 */
export function proposalFor(revision: Revision | null, entraObjectId: string, now: Date): Revision {
  if (revision === null) throw new DomainError('revision-not-found', 'no such revision');
  if (revision.content.approver !== entraObjectId)
    throw new DomainError('not-allowed', 'this is for the approver whom it names');
  if (revision.state !== 'proposed') throw new DomainError('revision-not-open', 'it is not proposed');
  if (isOver(revision, now)) throw new DomainError('revision-expired', 'it was not approved in time');
  return revision;
}

/** Whether the time for deciding has passed, also before a chore has said so. */
export const isOver = ({ expiresAt }: Revision, now: Date): boolean => expiresAt !== null && expiresAt <= now;
