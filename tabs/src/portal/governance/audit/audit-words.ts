import type { AuditPage } from '@ehr-connector/shared/contract/audit.ts';
import type { I18n } from '../../i18n/i18n.ts';
import type { PlainKey } from '../../i18n/messages.ts';
import { auditActionOf } from './audit-actions.ts';
import { settingsWords } from './setting-words.ts';

type Entry = AuditPage['entries'][number];

/** What was done, in words; an action this page does not know yet by its name. */
export function actionWords({ t }: I18n, action: string): string {
  const known = auditActionOf(action);
  return known === null ? action : t(`audit.action.${known}`);
}

/** What an entry may say besides, and what its codes mean. */
const DETAILS: Readonly<Record<string, { readonly label: PlainKey; readonly values?: Values }>> = {
  added: { label: 'audit.detail.added' },
  approver: {
    label: 'audit.detail.approver',
    values: {
      'none: the EHR knows no approver': 'audit.approver.notNeeded',
      'none: provisioned by the operator': 'audit.approver.operator',
      'none: it served before its approval was recorded': 'audit.approver.unrecorded',
    },
  },
  before: { label: 'audit.detail.before', values: ({ date }, at) => date(new Date(at)) },
  by: { label: 'audit.detail.by', values: { browser: 'audit.by.browser', tab: 'audit.by.tab' } },
  changed: { label: 'audit.detail.changed', values: settingsWords },
  connection: { label: 'audit.detail.connection' },
  credentials: {
    label: 'audit.detail.credentials',
    values: {
      set: 'audit.credentials.set',
      removed: 'audit.credentials.removed',
      'removed: they were entered for another address': 'audit.credentials.otherAddress',
    },
  },
  digest: { label: 'audit.detail.digest' },
  ehr: {
    label: 'audit.detail.ehr',
    values: {
      epic: 'ehr.epic.name',
      'oracle-health': 'ehr.oracle-health.name',
      'fhir-r4': 'ehr.fhir-r4.name',
    },
  },
  environment: {
    label: 'audit.detail.environment',
    values: { testing: 'environment.testing', production: 'environment.production' },
  },
  issuer: { label: 'audit.detail.issuer' },
  kid: { label: 'audit.detail.kid' },
  name: { label: 'audit.detail.name' },
  note: { label: 'audit.detail.note' },
  organisation: { label: 'audit.detail.organisation' },
  promoted: { label: 'audit.detail.promoted', values: promotedWords },
  reason: { label: 'audit.detail.reason' },
  registration: {
    label: 'audit.detail.registration',
    values: {
      'to-register': 'registration.state.to-register',
      waiting: 'registration.state.waiting',
      active: 'registration.state.active',
    },
  },
  restored: { label: 'audit.detail.restored' },
  result: { label: 'audit.detail.result', values: { green: 'rehearsal.green', red: 'rehearsal.red' } },
  revision: { label: 'audit.detail.revision' },
  rows: { label: 'audit.detail.rows' },
  share: { label: 'audit.detail.share' },
  successorOf: { label: 'audit.detail.successorOf' },
  tenant: { label: 'audit.detail.tenant' },
  through: { label: 'audit.detail.through' },
};

/** Codes with their words, or what makes words of one. */
type Values = Readonly<Record<string, PlainKey>> | ((i18n: I18n, value: string) => string);

/** What more the log holds of an entry, each with what it is; what this page does not know yet as it is. */
export function detailWords(i18n: I18n, { details }: Entry): readonly (readonly [string, string])[] {
  return Object.entries(details)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => {
      const known = DETAILS[name];
      return known === undefined
        ? [name, value]
        : [i18n.t(known.label), valueWords(i18n, known.values, value)];
    });
}

function valueWords(i18n: I18n, values: Values | undefined, value: string): string {
  if (typeof values === 'function') return values(i18n, value);
  const key = values?.[value];
  return key === undefined ? value : i18n.t(key);
}

/** The connection by its id, since it may be gone. */
function promotedWords({ t }: I18n, value: string): string {
  const [, connection, number] = /^(\S+) revision (\d+)$/.exec(value) ?? [];
  return connection && number ? t('audit.promotedFrom', { connection, number }) : value;
}
