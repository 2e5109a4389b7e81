import { readFile } from 'node:fs/promises';
import { PASTE_CODES } from '@ehr-connector/shared/domain/connections/pasted-record-finding.ts';
import { AUDIT_ACTIONS } from '@ehr-connector/tabs/portal/governance/audit/audit-actions.ts';
import { PASTED_CODES } from '@ehr-connector/tabs/portal/governance/pasted/pasted-codes.ts';
import { expect, it } from 'vitest';

it('has words for everything the service says of what was pasted', () => {
  expect(PASTED_CODES).toEqual(PASTE_CODES);
});

it('has words for everything the audit log can hold', async () => {
  // The service's list is a type, of which nothing is left at run time.
  const source = await readFile(
    new URL(import.meta.resolve('@ehr-connector/shared/domain/audit/audit-log.ts')),
    'utf8',
  );
  const list = /type AuditAction =([^;]+);/.exec(source)?.[1] ?? '';
  expect([...AUDIT_ACTIONS].sort()).toEqual([...list.matchAll(/'([^']+)'/g)].map(([, name]) => name).sort());
});
