import { type Clock, DAY_MS } from '@ehr-connector/shared/domain/kernel/clock.ts';
import type { MicrosoftAccount } from '@ehr-connector/shared/domain/staff/microsoft-sign-in.ts';
import type { AppRole } from '@ehr-connector/shared/domain/staff/staff.ts';
import type { InTransaction } from '@ehr-connector/shared/domain/stores.ts';

/** Beyond this many the oldest are noted again. */
const MOST_REMEMBERED = 10_000;

/** Who administers the configuration. */
export interface ActingAdmins {
  /**
   * The account's roles. A directory administrator stands in as `ConfigAdmin` until somebody of the organisation was
   * seen who has that role.
   *
   * Notes whoever acts as `ConfigAdmin`, at most once a day: they are told when something goes wrong.
   */
  rolesOf(organizationId: string, account: MicrosoftAccount): Promise<readonly AppRole[]>;
}

export function createActingAdmins(deps: {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}): ActingAdmins {
  const notedAt = new Map<string, number>();

  function remember(key: string, at: Date): void {
    notedAt.delete(key);
    notedAt.set(key, at.getTime());
    const [oldest] = notedAt.keys();
    if (notedAt.size > MOST_REMEMBERED && oldest !== undefined) notedAt.delete(oldest);
  }

  return {
    async rolesOf(organizationId, { entraObjectId, roles, isDirectoryAdmin }) {
      const isOwn = roles.includes('ConfigAdmin');
      if (!isOwn && !isDirectoryAdmin) return roles;
      const now = deps.clock.now();
      const key = [organizationId, entraObjectId, isOwn].join(' ');
      const isNoted = now.getTime() - (notedAt.get(key) ?? Number.NEGATIVE_INFINITY) < DAY_MS;
      if (isOwn && isNoted) return roles;

      const acts = await deps.inTransaction(organizationId, async ({ configAdmins }) => {
        if (!isOwn && (await configAdmins.hasOwn())) return false;
        if (isNoted) return true;
        await configAdmins.seen(entraObjectId, now);
        if (isOwn) await configAdmins.ownSeen(now);
        return true;
      });
      if (!acts) return roles;
      if (!isNoted) remember(key, now);
      return isOwn ? roles : [...roles, 'ConfigAdmin'];
    },
  };
}
