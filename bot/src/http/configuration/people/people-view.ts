import type { Person } from '@ehr-connector/shared/contract/people.ts';
import type { DirectoryPerson } from '@ehr-connector/shared/domain/staff/people.ts';

export const toPersonView = ({
  entraObjectId,
  displayName,
  jobTitle,
  username,
}: DirectoryPerson): Person => ({
  id: entraObjectId,
  displayName,
  jobTitle,
  username,
});
