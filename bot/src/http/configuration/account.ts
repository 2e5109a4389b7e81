import type { StaffMember } from '@ehr-connector/shared/domain/staff/staff.ts';

const PREFIX = 'entra:';

/** As whom somebody is written down. */
export const actorOf = ({ entraObjectId }: Pick<StaffMember, 'entraObjectId'>): string =>
  `${PREFIX}${entraObjectId}`;

/** The Entra object id of who is written down; what is no account, as the service itself, stays as it is. */
export const accountOf = (actor: string): string =>
  actor.startsWith(PREFIX) ? actor.slice(PREFIX.length) : actor;
