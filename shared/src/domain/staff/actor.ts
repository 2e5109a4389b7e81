import type { StaffMember } from './staff.ts';

/** How a person stands in the audit log and in revisions; the service itself is `service`. */
export const actorOf = ({ entraObjectId }: Pick<StaffMember, 'entraObjectId'>): string =>
  `entra:${entraObjectId}`;

/** The Microsoft account behind an actor; `null` where there is none. */
export const accountOf = (actor: string): string | null =>
  actor.startsWith('entra:') ? actor.slice('entra:'.length) : null;
