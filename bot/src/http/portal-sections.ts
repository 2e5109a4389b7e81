import type { PortalSection } from '@ehr-connector/shared/contract/staff.ts';
import { standingOverall } from '@ehr-connector/shared/domain/connections/held-connection.ts';
import { may } from '@ehr-connector/shared/domain/staff/permissions.ts';
import type { StaffMember } from '@ehr-connector/shared/domain/staff/staff.ts';
import type { Stores } from '@ehr-connector/shared/domain/stores.ts';
import { seesVisits } from '@ehr-connector/shared/domain/visits/board.ts';

/** What of the portal the member may open: by the rules that the parts themselves are refused by. */
export async function sectionsOf(stores: Stores, member: StaffMember): Promise<PortalSection[]> {
  const standing = await standingOverall(stores, member);
  return [
    ...(seesVisits(member) ? (['visits'] as const) : []),
    ...(may(member, 'view-configuration', standing) ? (['connections'] as const) : []),
  ];
}
