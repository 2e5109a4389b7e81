import type { ProbedContent, ProbeReport } from '@ehr-connector/shared/domain/connections/probe.ts';
import type { RevisionContent } from '@ehr-connector/shared/domain/connections/revision.ts';
import { expect, it } from 'vitest';
import { toProbeView } from './check-view.ts';

const PROBED: ProbedContent = {
  fhirBaseUrl: 'https://ehr.example/r4',
  clientId: 'client-1',
  signingAlgorithm: 'ES384',
  writeback: { kind: 'none' },
  organizers: ['lee'],
};
const CONTENT: RevisionContent = {
  ...PROBED,
  authority: null,
  sessionKeySource: 'smart-encounter',
  approver: 'ada',
  onlyDepartments: null,
  shares: [],
};
const REPORT: ProbeReport = {
  at: new Date(0),
  fhirBaseUrl: PROBED.fhirBaseUrl,
  probed: PROBED,
  results: [],
  authority: null,
};
const isOutdated = (report: ProbeReport, state: 'draft' | 'approved', content: Partial<RevisionContent>) =>
  toProbeView(report, { state, content: { ...CONTENT, ...content } }).isOutdated;

it('says of a draft whether what was looked at has changed since', () => {
  expect(isOutdated(REPORT, 'draft', { approver: 'lee' })).toBe(false);
  expect(isOutdated(REPORT, 'draft', { clientId: 'client-2' })).toBe(true);
  expect(isOutdated({ ...REPORT, probed: null }, 'draft', {})).toBe(true);
});

it('says nothing of the kind of what is frozen', () => {
  expect(isOutdated({ ...REPORT, probed: null }, 'approved', {})).toBe(false);
});

it('names what was looked at, and shows none of it', () => {
  expect(toProbeView(REPORT, { state: 'draft', content: CONTENT })).toEqual({
    at: '1970-01-01T00:00:00.000Z',
    fhirBaseUrl: 'https://ehr.example/r4',
    lookedAt: Object.keys(PROBED),
    isOutdated: false,
    results: [],
  });
});
