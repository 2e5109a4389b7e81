import type { AuditPage } from '@ehr-connector/shared/contract/audit.ts';
import type { I18n } from '../../i18n/i18n.ts';
import type { PlainKey } from '../../i18n/messages.ts';
import { auditActionOf } from './audit-actions.ts';

type Entry = AuditPage['entries'][number];

/** What was done, in words; an action this page does not know yet by its name. */
export function actionWords({ t }: I18n, action: string): string {
  const known = auditActionOf(action);
  return known === null ? action : t(`audit.action.${known}`);
}

const DETAILS: Readonly<Record<string, PlainKey>> = {
  added: 'audit.detail.added',
  changed: 'audit.detail.changed',
  connection: 'audit.detail.connection',
  credentials: 'audit.detail.credentials',
  digest: 'audit.detail.digest',
  ehr: 'audit.detail.ehr',
  environment: 'audit.detail.environment',
  issuer: 'audit.detail.issuer',
  name: 'audit.detail.name',
  note: 'audit.detail.note',
  organisation: 'audit.detail.organisation',
  promoted: 'audit.detail.promoted',
  reason: 'audit.detail.reason',
  registration: 'audit.detail.registration',
  restored: 'audit.detail.restored',
  result: 'audit.detail.result',
  revision: 'audit.detail.revision',
  rows: 'audit.detail.rows',
  share: 'audit.detail.share',
  tenant: 'audit.detail.tenant',
};

/** What more the log holds of an entry, each with what it is. */
export function detailWords({ t }: I18n, { details }: Entry): readonly (readonly [string, string])[] {
  return Object.entries(details).map(([name, value]) => {
    const key = DETAILS[name];
    return [key === undefined ? name : t(key), value];
  });
}
