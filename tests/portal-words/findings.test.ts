import { FINDINGS as KNOWN_BY_SERVICE } from '@ehr-connector/shared/domain/connections/probe.ts';
import { FINDINGS as KNOWN_BY_PORTAL } from '@ehr-connector/tabs/portal/connections/checks/findings.ts';
import { expect, it } from 'vitest';

it('the portal knows every finding of the service, in the order of the checks, and none besides', () => {
  expect(Object.entries(KNOWN_BY_PORTAL)).toEqual(Object.entries(KNOWN_BY_SERVICE));
});
