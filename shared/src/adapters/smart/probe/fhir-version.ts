import type { CheckResult } from '../../../domain/connections/probe.ts';
import { failed, fine, warning } from './check-result.ts';
import { type Capability, suggestion } from './metadata.ts';
import type { ProbedEhr } from './probed-ehr.ts';

const EPIC = /\bepic\b/i;

/**
 * Of the server's FHIR, and of whose it is: who calls an Epic by another name would need no approver for it.
 *
 * DSTU2 is what set-ups from before R4 name in their launches; its launches work, and it is not for new ones.
 */
export function checkFhirVersion(capability: Capability, ehr: ProbedEhr): CheckResult {
  const { fhirVersion, software, publisher } = capability;
  const maker = [software?.name, publisher].find((name) => name !== undefined && EPIC.test(name));
  if (maker !== undefined && ehr.subject.ehr !== 'epic')
    return failed('fhir-version', 'ehr-is-epic', { maker });
  if (fhirVersion === undefined) return failed('fhir-version', 'fhir-version-unknown');
  const version = fhirVersion.slice(0, 40);
  if (/^4\.0(\.|$)/.test(version)) return fine('fhir-version', 'fhir-r4', { version });
  const details = { version, ...suggestion(ehr) };
  if (/^1\.0(\.|$)/.test(version)) return warning('fhir-version', 'fhir-dstu2', details);
  return failed('fhir-version', 'fhir-other-version', details);
}
