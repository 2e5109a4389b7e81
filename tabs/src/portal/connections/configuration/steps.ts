import type { ConnectionDetail, Revision } from '@ehr-connector/shared/contract/configuration.ts';
import type { PlainKey } from '../../i18n/messages.ts';
import { hashOf } from '../../shell/route.ts';

/** In the order in which one usually goes; any can be left and come back to. */
export const STEPS = ['address', 'registration', 'people', 'visits', 'review'] as const;
export type StepName = (typeof STEPS)[number];

export const isStep = (name: string | undefined): name is StepName => STEPS.some((step) => step === name);

/** Where what a draft lacks is entered, and the sentence that says so. By the service's paths. */
const PLACES: Readonly<Record<string, { step: StepName; field: string; words: PlainKey }>> = {
  fhirBaseUrl: { step: 'address', field: 'fhirBaseUrl', words: 'missing.fhirBaseUrl' },
  authority: { step: 'address', field: 'check', words: 'missing.authority' },
  probe: { step: 'address', field: 'check', words: 'missing.probe' },
  clientId: { step: 'registration', field: 'clientId', words: 'missing.clientId' },
  approver: { step: 'people', field: 'approver', words: 'missing.approver' },
  organizers: { step: 'people', field: 'organizers', words: 'missing.organizers' },
  sessionKeySource: { step: 'visits', field: 'sessionKeySource', words: 'missing.sessionKeySource' },
  writeback: { step: 'visits', field: 'writeback', words: 'missing.writeback' },
  'writeback.url': { step: 'visits', field: 'writeback.url', words: 'missing.writebackUrl' },
  credentials: { step: 'visits', field: 'credentials', words: 'missing.credentials' },
  onlyDepartments: { step: 'visits', field: 'onlyDepartments', words: 'missing.onlyDepartments' },
};

const OUTDATED: Lack['place'] = { step: 'address', field: 'check', words: 'check.outdated' };

export interface Lack {
  readonly path: string;
  /** Null for a path this page does not know. */
  readonly place: { readonly step: StepName; readonly field: string; readonly words: PlainKey } | null;
}

/** What keeps a draft from being proposed. Of an address that was not checked, that alone is told. */
export function lacksOf({ missing, probe }: Pick<Revision, 'missing' | 'probe'>): readonly Lack[] {
  const isUnchecked = missing.includes('probe');
  const isOutdated = probe?.isOutdated === true;
  return missing
    .filter((path) => !(path === 'authority' && isUnchecked))
    .map((path) => ({ path, place: path === 'probe' && isOutdated ? OUTDATED : (PLACES[path] ?? null) }));
}

/** A field that cannot be saved as it stands is in this step. */
export function stepOf(problem: string): StepName {
  const [name = ''] = problem.split('.');
  if (name === 'fhirBaseUrl') return 'address';
  if (name === 'clientId') return 'registration';
  return name === 'approver' || name === 'organizers' ? 'people' : 'visits';
}

/** What the field is called that cannot be saved as it stands. */
export function fieldLabel(problem: string): PlainKey {
  const [name = '', detail = ''] = problem.split('.');
  if (name === 'shares') return 'content.shares';
  return LABELS[name === 'writeback' ? `${name}.${detail}` : name] ?? 'step.visits';
}

const LABELS: Readonly<Record<string, PlainKey>> = {
  fhirBaseUrl: 'content.fhirBaseUrl',
  clientId: 'content.clientId',
  approver: 'content.approver',
  organizers: 'content.organizers',
  onlyDepartments: 'departments.ids',
  'writeback.url': 'content.writeback.url',
  'writeback.vendorName': 'content.writeback.vendorName',
  'writeback.connectedStatus': 'content.writeback.connectedStatus',
  'writeback.disconnectedStatus': 'content.writeback.disconnectedStatus',
  'writeback.clinicianIdType': 'content.writeback.clinicianIdType',
  'writeback.patientIdType': 'content.writeback.patientIdType',
};

/** Whether a step is done, as far as the service knows; the last is by proposing. */
export function isComplete(step: StepName, draft: Revision): boolean {
  if (step === 'review') return false;
  if (step === 'registration' && draft.registration.state !== 'active') return false;
  return !lacksOf(draft).some(({ place }) => place?.step === step);
}

export const stepHash = (detail: Pick<ConnectionDetail, 'id'>, step: StepName, field?: string): string =>
  hashOf({
    feature: 'connections',
    path: [detail.id, 'configuration', step],
    query: { field: field ?? null },
  });

/** The id of a field's element, for links that lead to it. */
export const fieldId = (field: string): string => `field-${field.replaceAll('.', '-')}`;
