import { auditEsEs } from './audit.es-es.ts';
import { decidingEsEs } from './deciding.es-es.ts';
import type { governanceEnUs } from './en-us.ts';
import { operatingEsEs } from './operating.es-es.ts';
import { recordsEsEs } from './records.es-es.ts';

export const governanceEsEs: Readonly<Record<keyof typeof governanceEnUs, string>> = {
  ...decidingEsEs,
  ...recordsEsEs,
  ...operatingEsEs,
  ...auditEsEs,
};
