import type { Invitation as InvitationView } from '@ehr-connector/shared/contract/configuration.ts';
import type { Invitation } from '@ehr-connector/shared/domain/connections/sharing.ts';

export const toInvitationView = (invitation: Invitation): InvitationView => ({
  shareId: invitation.shareId,
  organizationName: invitation.organizationName,
  connectionName: invitation.connection.name,
  environment: invitation.connection.environment,
  ehr: invitation.connection.ehr,
  fhirBaseUrl: invitation.connection.fhirBaseUrl,
  departments: [...invitation.departments],
  invitedAt: invitation.invitedAt.toISOString(),
});
