import { expect, it } from 'vitest';
import { parseConfigurationChange } from './configuration-changes.ts';

it('reads what the database notifies with, and nothing else', () => {
  expect(parseConfigurationChange('org:c1')).toEqual({ organizationId: 'org', connectionId: 'c1' });
  expect(parseConfigurationChange('org:')).toEqual({ organizationId: 'org', connectionId: null });
  for (const payload of ['', 'org', ':c1', 'org:c1:7']) expect(parseConfigurationChange(payload)).toBeNull();
});
