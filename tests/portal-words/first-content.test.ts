import { firstContent as OF_SERVICE } from '@ehr-connector/shared/domain/connections/first-content.ts';
import { firstContent as OF_PORTAL } from '@ehr-connector/tabs/portal/connections/configuration/first-content.ts';
import { expect, it } from 'vitest';

it.each(['epic', 'oracle-health', 'fhir-r4'] as const)(
  'the portal begins a draft anew for %s as the service begins the first',
  (ehr) => {
    expect({ ...OF_PORTAL(ehr), authority: null }).toEqual(OF_SERVICE(ehr));
  },
);
