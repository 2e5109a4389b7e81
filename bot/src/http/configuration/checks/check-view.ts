import type {
  CheckResult as CheckResultView,
  ProbeReport as ProbeReportView,
  Rehearsal as RehearsalView,
} from '@ehr-connector/shared/contract/checks.ts';
import type { CheckResult, ProbeReport, Rehearsal } from '@ehr-connector/shared/domain/connections/probe.ts';
import { accountOf } from '@ehr-connector/shared/domain/staff/actor.ts';

export const toCheckView = ({ check, outcome, finding, details }: CheckResult): CheckResultView => ({
  check,
  outcome,
  finding,
  details: { ...details },
});

export const toProbeView = ({ at, fhirBaseUrl, results }: ProbeReport): ProbeReportView => ({
  at: at.toISOString(),
  fhirBaseUrl,
  results: results.map(toCheckView),
});

export const toRehearsalView = ({ at, by, isGreen, results }: Rehearsal): RehearsalView => ({
  at: at.toISOString(),
  by: accountOf(by),
  isGreen,
  results: results.map(toCheckView),
});
