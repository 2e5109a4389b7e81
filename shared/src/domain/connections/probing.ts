import type { Clock } from '../kernel/clock.ts';
import { DomainError } from '../kernel/domain-error.ts';
import type { StaffMember } from '../staff/staff.ts';
import type { InTransaction } from '../stores.ts';
import type { Drafting } from './drafting.ts';
import { heldFor } from './held-connection.ts';
import type { CheckResult, EhrProbe, MicrosoftReadiness } from './probe.ts';
import { probedOf, subjectsOf } from './probe-subject.ts';
import type { Revision } from './revision.ts';

export interface Probing {
  /**
   * Looks at what the open draft says, and keeps what was found with it.
   *
   * @param onResult told each result as soon as it is known.
   * @returns the draft with the report, and the authority that was found.
   * @throws {DomainError} `revision-not-open` when there is no draft, also by the end; `revision-changed` when what is
   *   looked at was changed meanwhile.
   */
  probe(
    member: StaffMember,
    connectionId: string,
    onResult: (result: CheckResult) => void,
    signal: AbortSignal,
  ): Promise<Revision>;
}

export function createProbing(deps: {
  readonly inTransaction: InTransaction;
  readonly drafting: Pick<Drafting, 'keepProbe'>;
  readonly ehr: EhrProbe;
  readonly microsoft: MicrosoftReadiness;
  readonly clock: Clock;
}): Probing {
  return {
    async probe(member, connectionId, onResult, signal) {
      const { organizationId } = member;
      const { draft, subjects } = await deps.inTransaction(organizationId, async (stores) => {
        const { connection, open } = await heldFor(stores, member, connectionId, 'edit-draft');
        if (open?.state !== 'draft') throw new DomainError('revision-not-open', 'there is no draft');
        return { draft: open, subjects: await subjectsOf(stores, connection, open.content, null) };
      });
      const { results, authority } = await deps.ehr.run(subjects.ehr, onResult, signal);
      const readiness = await deps.microsoft.run(subjects.microsoft, onResult, signal);
      // What broke off says nothing of the EHR, and must not pass for fine.
      signal.throwIfAborted();
      return await deps.drafting.keepProbe(organizationId, connectionId, draft.number, {
        at: deps.clock.now(),
        fhirBaseUrl: draft.content.fhirBaseUrl,
        probed: probedOf(draft.content),
        results: [...results, ...readiness],
        authority,
      });
    },
  };
}
