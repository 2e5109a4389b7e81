import type { ConfiguredConnection } from '@ehr-connector/shared/domain/connections/revision.ts';
import type { Standing } from '@ehr-connector/shared/domain/staff/permissions.ts';
import type { StaffMember } from '@ehr-connector/shared/domain/staff/staff.ts';
import type { Stores } from '@ehr-connector/shared/domain/stores.ts';

type Configuration = Pick<Stores, 'configuration'>;
type Account = Pick<StaffMember, 'entraObjectId'>;

/** To a connection: the approver whom its open or serving revision names. */
export async function standingTo(
  { configuration }: Configuration,
  { id, liveRevision }: Pick<ConfiguredConnection, 'id' | 'liveRevision'>,
  { entraObjectId }: Account,
): Promise<Standing> {
  const open = await configuration.open(id);
  const live = liveRevision === null ? null : await configuration.revision(id, liveRevision);
  const isNamedBy = (revision: typeof open) => revision?.content.approver === entraObjectId;
  return { isDeciding: isNamedBy(open), isApproving: isNamedBy(open) || isNamedBy(live) };
}

/** To the organisation: whoever approves one of its connections sees what belongs to all of them. */
export async function standingIn(
  { configuration }: Configuration,
  { entraObjectId }: Account,
): Promise<Standing> {
  const connections = await configuration.approvedBy(entraObjectId);
  return { isDeciding: false, isApproving: connections.length > 0 };
}
