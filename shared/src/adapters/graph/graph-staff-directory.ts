import { z } from 'zod';
import { type Clock, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../domain/kernel/clock.ts';
import type { StaffDirectory } from '../../domain/staff/staff.ts';
import { type GraphClient, GraphRefusal } from './graph-client.ts';

const Answer = z.object({ displayName: z.string().nullish() });

const ANSWER_WITHIN_MS = 2_000;
const FRESH_MS = 8 * HOUR_MS;
/** Somebody who was not found is looked for again soon: accounts are made while the service runs. */
const ABSENT_MS = 5 * MINUTE_MS;
const UNANSWERED_MS = 30 * SECOND_MS;
const MAX_NAMES = 20_000;
/** Asked for at once; the rest the next time. */
const MOST_AT_ONCE = 50;

/** Names of the organisation's people, kept in memory for a shift and nowhere else. */
export function graphStaffDirectory(deps: {
  readonly graph: GraphClient;
  readonly clock: Clock;
}): StaffDirectory {
  const kept = new Map<string, { readonly name: string | null; readonly until: number }>();

  function keep(key: string, name: string | null, forMs: number): void {
    kept.delete(key);
    kept.set(key, { name, until: deps.clock.now().getTime() + forMs });
    const [oldest] = kept.keys();
    if (kept.size > MAX_NAMES && oldest !== undefined) kept.delete(oldest);
  }

  async function fetchName(tenantId: string, id: string, signal: AbortSignal): Promise<void> {
    const path = `/v1.0/users/${encodeURIComponent(id)}?$select=id,displayName`;
    const key = `${tenantId} ${id}`;
    try {
      const { displayName } = Answer.parse(await deps.graph.call({ tenantId, method: 'GET', path, signal }));
      keep(key, displayName ?? null, displayName ? FRESH_MS : ABSENT_MS);
    } catch (error) {
      // A board without a name is better than no board: it is asked for again, but not with every drawing.
      const isUnknown = error instanceof GraphRefusal && error.status === 404;
      keep(key, kept.get(key)?.name ?? null, isUnknown ? ABSENT_MS : UNANSWERED_MS);
    }
  }

  return {
    async names(tenantId, entraObjectIds) {
      const now = deps.clock.now().getTime();
      const known = (id: string) => kept.get(`${tenantId} ${id}`);
      const unknown = [...new Set(entraObjectIds)]
        .filter((id) => (known(id)?.until ?? 0) <= now)
        .slice(0, MOST_AT_ONCE);
      const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
      await Promise.all(unknown.map((id) => fetchName(tenantId, id, signal)));
      return new Map(
        entraObjectIds
          .flatMap((id) => [[id, known(id)?.name ?? null] as const])
          .filter((pair): pair is [string, string] => pair[1] !== null),
      );
    },
  };
}
