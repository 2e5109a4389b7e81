import type { OperationOutcome } from '@medplum/fhirtypes';

/** A refusal as FHIR words it, with the status it is answered with. */
export class FhirRefusal extends Error {
  override readonly name = 'FhirRefusal';
  readonly status: number;
  readonly outcome: OperationOutcome;

  constructor(status: number, code: OperationOutcome['issue'][number]['code'], text: string) {
    super(text);
    this.status = status;
    this.outcome = operationOutcome('error', code, text);
  }
}

export function operationOutcome(
  severity: 'error' | 'warning',
  code: OperationOutcome['issue'][number]['code'],
  text: string,
): OperationOutcome {
  return { resourceType: 'OperationOutcome', issue: [{ severity, code, details: { text } }] };
}
