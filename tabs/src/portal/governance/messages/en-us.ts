import { auditEnUs } from './audit.en-us.ts';
import { decidingEnUs } from './deciding.en-us.ts';
import { operatingEnUs } from './operating.en-us.ts';
import { recordsEnUs } from './records.en-us.ts';

/** Texts of governance of a connection: approval, records, rehearsal, changes and the audit log. */
export const governanceEnUs = {
  ...decidingEnUs,
  ...recordsEnUs,
  ...operatingEnUs,
  ...auditEnUs,
} as const;
