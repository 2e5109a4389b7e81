import type { Person } from '@ehr-connector/shared/contract/people.ts';
import type { People } from '@ehr-connector/shared/domain/staff/people.ts';
import type { StaffMember } from '@ehr-connector/shared/domain/staff/staff.ts';
import type { InTransaction } from '@ehr-connector/shared/domain/stores.ts';
import type { Logger } from 'pino';
import { toPersonView } from './people-view.ts';

const ANSWER_WITHIN_MS = 2_500;
const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Who the people are whom a page names: a page without names is better than none. */
export interface Names {
  /**
   * By object id. Asks the directory once, for 2.5 seconds at most.
   *
   * @returns without those who are not known, or nobody while the directory does not answer.
   */
  of(
    member: Pick<StaffMember, 'organizationId'>,
    accounts: Iterable<string>,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Person>>;
}

export function createNames(deps: {
  readonly people: Pick<People, 'byIds'>;
  readonly inTransaction: InTransaction;
  readonly log: Logger;
}): Names {
  return {
    async of({ organizationId }, accounts, signal) {
      const ids = [...new Set(accounts)].filter((id) => OBJECT_ID.test(id));
      if (ids.length === 0) return new Map();
      const { entraTenantId } = await deps.inTransaction(organizationId, ({ organizations }) =>
        organizations.current(),
      );
      const limit = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
      try {
        const found = await deps.people.byIds(entraTenantId, ids, limit);
        return new Map(found.map((person) => [person.entraObjectId, toPersonView(person)]));
      } catch (error) {
        if (!signal.aborted) deps.log.warn({ err: error }, 'a page goes without names of the directory');
        return new Map();
      }
    },
  };
}
