import type { Person } from '@ehr-connector/shared/contract/people.ts';
import type { People } from '@ehr-connector/shared/domain/staff/people.ts';
import type { StaffMember } from '@ehr-connector/shared/domain/staff/staff.ts';
import type { InTransaction } from '@ehr-connector/shared/domain/stores.ts';
import type { Logger } from 'pino';
import { toPersonView } from './people-view.ts';

const ANSWER_WITHIN_MS = 2_500;
/** So many are asked for in one go; whoever was found by then is known, whatever becomes of the others. */
const AT_ONCE = 20;
/** A page that names more people than this shows the first of them by name: the directory is not read as a whole. */
const MOST_NAMED = 500;
const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Who the people are whom a page names: a page without names is better than none. */
export interface Names {
  /**
   * By object id. Asks the directory for 2.5 seconds at most.
   *
   * @returns without those who are not known, and those whom the directory did not name in time.
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
      const ids = [...new Set(accounts)].filter((id) => OBJECT_ID.test(id)).slice(0, MOST_NAMED);
      if (ids.length === 0) return new Map();
      const { entraTenantId } = await deps.inTransaction(organizationId, ({ organizations }) =>
        organizations.current(),
      );
      const limit = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
      const known = new Map<string, Person>();
      try {
        for (let at = 0; at < ids.length; at += AT_ONCE) {
          for (const person of await deps.people.byIds(entraTenantId, ids.slice(at, at + AT_ONCE), limit))
            known.set(person.entraObjectId, toPersonView(person));
        }
      } catch (error) {
        if (!signal.aborted) deps.log.warn({ err: error }, 'a page goes without names of the directory');
      }
      return known;
    },
  };
}
