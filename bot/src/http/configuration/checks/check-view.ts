import type {
  CheckResult as CheckResultView,
  ProbeReport as ProbeReportView,
  Rehearsal as RehearsalView,
} from '@ehr-connector/shared/contract/checks.ts';
import {
  type CheckResult,
  PROBED_PARTS,
  type ProbeReport,
  type Rehearsal,
} from '@ehr-connector/shared/domain/connections/probe.ts';
import { tellsOf } from '@ehr-connector/shared/domain/connections/probe-subject.ts';
import type { Revision } from '@ehr-connector/shared/domain/connections/revision.ts';
import { accountOf } from '@ehr-connector/shared/domain/staff/actor.ts';

export const toCheckView = ({ check, outcome, finding, details }: CheckResult): CheckResultView => ({
  check,
  outcome,
  finding,
  details: { ...details },
});

export const toProbeView = (
  probe: ProbeReport,
  { state, content }: Pick<Revision, 'state' | 'content'>,
): ProbeReportView => ({
  at: probe.at.toISOString(),
  fhirBaseUrl: probe.fhirBaseUrl,
  lookedAt: [...PROBED_PARTS],
  // What was proposed is frozen, and needs no probe any more.
  isOutdated: state === 'draft' && !tellsOf(probe, content),
  results: probe.results.map(toCheckView),
});

export const toRehearsalView = ({ at, by, isGreen, results }: Rehearsal): RehearsalView => ({
  at: at.toISOString(),
  by: accountOf(by),
  isGreen,
  results: results.map(toCheckView),
});
