import type { ConnectionSettings, DraftContent } from '@ehr-connector/shared/contract/connection-settings.ts';
import type { I18n } from '../../i18n/i18n.ts';
import type { PlainKey } from '../../i18n/messages.ts';

type Path = keyof DraftContent | keyof ConnectionSettings | 'name' | 'authority' | 'credentials';

/** What is changed as a whole, in the words of the form in which it is written. */
const WHOLE: Readonly<Record<Path, PlainKey>> = {
  fhirBaseUrl: 'content.fhirBaseUrl',
  clientId: 'content.clientId',
  signingAlgorithm: 'content.signingAlgorithm',
  sessionKeySource: 'content.sessionKeySource',
  approver: 'content.approver',
  organizers: 'content.organizers',
  writeback: 'content.writeback',
  onlyDepartments: 'content.onlyDepartments',
  shares: 'content.shares',
  authority: 'content.authority.authorizationEndpoint',
  credentials: 'content.credentials',
  name: 'settings.name',
  opensBeforeMs: 'settings.opensBeforeMs',
  closesAfterMs: 'settings.closesAfterMs',
  notifyBeforeMs: 'settings.notifyBeforeMs',
  connectedMeans: 'settings.connectedMeans',
  absentAfterMs: 'settings.absentAfterMs',
  endsAfterEmptyMs: 'settings.endsAfterEmptyMs',
  pageSilentAfterMs: 'settings.pageSilentAfterMs',
  rearrivesAfterMs: 'settings.rearrivesAfterMs',
  fallback: 'settings.fallback',
  departments: 'settings.departments',
  helpContact: 'settings.helpContact',
};

/** What of it is changed; `*` is a member of a list, by its key. */
const PART: Readonly<Record<string, PlainKey>> = {
  'authority.issuer': 'content.authority.issuer',
  'authority.authorizationEndpoint': 'content.authority.authorizationEndpoint',
  'authority.tokenEndpoint': 'content.authority.tokenEndpoint',
  'authority.jwksUri': 'content.authority.jwksUri',
  'writeback.kind': 'content.writeback',
  'writeback.url': 'content.writeback.url',
  'writeback.method': 'content.writeback.method',
  'writeback.vendorName': 'content.writeback.vendorName',
  'writeback.connectedStatus': 'content.writeback.connectedStatus',
  'writeback.disconnectedStatus': 'content.writeback.disconnectedStatus',
  'writeback.clinicianIdType': 'content.writeback.clinicianIdType',
  'writeback.patientIdType': 'content.writeback.patientIdType',
  'writeback.authentication': 'content.writeback.authentication',
  'writeback.markAppointmentArrived': 'content.writeback.markAppointmentArrived',
  'departments.*.ehrId': 'settings.department.id',
  'departments.*.name': 'settings.department.name',
  'departments.*.fallback': 'settings.department.fallback',
  'shares.*.tenantId': 'audit.detail.tenant',
  'shares.*.departments': 'content.onlyDepartments',
};

/** A whole, perhaps a member of it by its key, perhaps a part; ids of an EHR may hold anything, brackets too. */
const PATH = /^(?<whole>\w+)(?:\[(?<member>.*)\])?(?:\.(?<part>[\w.]+))?$/s;
/** What tells the kinds of a fallback apart is one field of the form. */
const INSIDE_FALLBACK = /(^|\.)fallback\.\w+$/;

/**
 * The name of a setting, as the portal's forms have it.
 *
 * @param path as the audit log has it: `writeback.url`, `departments[7].name`.
 * @returns null for a path of a newer service than this page.
 */
function settingWords({ t }: I18n, path: string): string | null {
  const { whole = '', member, part } = PATH.exec(path.replace(INSIDE_FALLBACK, '$1fallback'))?.groups ?? {};
  const wholeKey = isWhole(whole) ? WHOLE[whole] : undefined;
  if (wholeKey === undefined) return null;
  const inside =
    part === undefined ? null : PART[[whole, ...(member === undefined ? [] : ['*']), part].join('.')];
  if (inside === undefined) return null;
  const isPlain = inside === null || inside === wholeKey || whole === 'authority';
  if (member === undefined && isPlain) return t(inside ?? wholeKey);
  return [t(wholeKey), member, inside && t(inside)].filter((step) => step != null).join(' › ');
}

const isWhole = (name: string): name is Path => Object.hasOwn(WHOLE, name);

/** The names of settings, each once; those that this page does not know as they are. */
export function settingsWords(i18n: I18n, paths: string): string {
  const names = pathsIn(paths).map((path) => settingWords(i18n, path) ?? path);
  return i18n.list([...new Set(names)]);
}

/** Joined by commas, which may also stand within an id. */
const pathsIn = (text: string): readonly string[] =>
  text.split(/, (?=\w+(?:[[.,]|$))/).filter((path) => path !== '');
