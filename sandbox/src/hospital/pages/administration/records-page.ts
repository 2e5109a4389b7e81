import { type IntegrationRecord, isBuilt, RECORD_KINDS } from '../../administration/integration-records.ts';
import type { LaunchKind } from '../../auth/launch-tokens.ts';
import type { HospitalData } from '../../data/model.ts';
import type { PracticeFace } from '../../face.ts';
import { field } from './field.ts';
import { administrationPage, administrationPath, environmentName } from './frame.ts';

const NAMES: Readonly<Record<LaunchKind, { readonly title: string; readonly what: string }>> = {
  patient: {
    title: 'Patient record',
    what: 'What the patient portal opens when a patient begins a virtual visit.',
  },
  provider: {
    title: 'Provider record',
    what: 'What the schedule opens when a clinician begins a virtual visit.',
  },
  'device-test': {
    title: 'Device test record',
    what: 'What the patient portal opens for a test of the device. Left empty, its context token is that of the patient record.',
  },
};

/** The integration records, into which is pasted what the connector hands out. */
export function recordsPage(view: {
  readonly face: PracticeFace;
  readonly data: HospitalData;
  readonly of: (kind: LaunchKind) => IntegrationRecord;
  readonly saved: LaunchKind | null;
}): string {
  const { face, data, of, saved } = view;
  return administrationPage({
    face,
    part: 'records',
    data,
    title: 'Integration records',
    byWhom: `In Epic, analysts build these as FDI records. These are of the ${environmentName(face).toLowerCase()} environment.`,
    body: `<p>What is pasted here is used as it stands: nothing is checked, as in a real EHR. A mistake shows when a visit is begun.</p>
      ${RECORD_KINDS.map((kind) => recordForm(face, kind, of(kind), saved === kind)).join('')}`,
  });
}

function recordForm(face: PracticeFace, kind: LaunchKind, record: IntegrationRecord, saved: boolean): string {
  const { title, what } = NAMES[kind];
  const text = (name: keyof IntegrationRecord, label: string, hint: string): string =>
    field({ name, label, hint, value: record[name], idPrefix: `${kind}-` });
  return `<section class="card stack" id="${kind}" aria-labelledby="${kind}-title"><div class="head"><h2 id="${kind}-title">${title}</h2>${state(record)}</div>
    <p class="quiet">${what}</p>
    <form method="post" action="${administrationPath(face, 'records')}/${kind}" class="record">
    ${text('meetingUrl', 'Meeting URL', '')}
    ${text('clientId', 'Client ID', '')}
    ${text('contextToken', 'Context token (single)', 'For visits with one patient')}
    ${text('groupContextToken', 'Context token (group)', 'For group visits, a visit type of their own')}
    <div class="row"><button class="button">Save<span class="visually-hidden"> ${title.toLowerCase()}</span></button>${saved ? '<span class="saved" role="status">Saved</span>' : ''}</div></form></section>`;
}

function state(record: IntegrationRecord): string {
  const built = isBuilt(record);
  return `<span class="pill${built ? ' good' : ''}">${built ? 'Filled in' : 'Not filled in'}</span>`;
}
