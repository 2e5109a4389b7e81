import { standingIn, standingOverall } from '@ehr-connector/shared/domain/connections/held-connection.ts';
import type { ConfiguredConnection } from '@ehr-connector/shared/domain/connections/revision.ts';
import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import { type Action, may, type Standing } from '@ehr-connector/shared/domain/staff/permissions.ts';
import type { StaffMember } from '@ehr-connector/shared/domain/staff/staff.ts';
import type { InTransaction } from '@ehr-connector/shared/domain/stores.ts';
import type { Askers } from '../asker.ts';
import { connectionIdOf } from '../connection-id.ts';
import type { HttpRequest } from '../server.ts';

/** Who asks, and what they are to what they ask about. */
export interface Asked {
  readonly member: StaffMember;
  readonly standing: Standing;
}

export interface AskedOfConnection extends Asked {
  readonly connection: ConfiguredConnection;
}

/**
 * Who may do what, decided anew at every request. Whatever changes something must come from a page of ours; and since
 * looking is written down, too, no link of another page makes somebody look.
 */
export interface Asking {
  /**
   * What concerns the organisation as a whole: whoever approves one of its connections sees what belongs to all.
   *
   * @throws {DomainError} `origin-refused`, `signin-required`, `not-allowed`.
   */
  ofOrganization(request: HttpRequest, action: Action): Promise<Asked>;
  /**
   * What concerns the connection in the address.
   *
   * @throws {DomainError} also `connection-unknown`: the same for another organisation's as for none.
   */
  ofConnection(request: HttpRequest, action: Action): Promise<AskedOfConnection>;
  /** As {@link ofConnection}, where the rule itself tells who may: decided proposals know their approver, too. */
  toConnection(request: HttpRequest): Promise<AskedOfConnection>;
}

export function createAsking(deps: {
  readonly askers: Pick<Askers, 'staff' | 'fromOwnPage'>;
  readonly inTransaction: InTransaction;
}): Asking {
  const { askers, inTransaction } = deps;

  async function memberOf(request: HttpRequest): Promise<StaffMember> {
    if (request.method !== 'GET' || isSentFromElsewhere(request)) askers.fromOwnPage(request);
    return await askers.staff(request);
  }

  const overall = (member: StaffMember): Promise<Standing> =>
    inTransaction(member.organizationId, (stores) => standingOverall(stores, member));

  function refuseUnless(member: StaffMember, action: Action, standing: Standing): void {
    if (!may(member, action, standing)) throw new DomainError('not-allowed', `not allowed to ${action}`);
  }

  async function toConnection(request: HttpRequest): Promise<AskedOfConnection> {
    const member = await memberOf(request);
    const id = connectionIdOf(request);
    const found = await inTransaction(member.organizationId, async (stores) => {
      const connection = await stores.configuration.get(id);
      return connection && { connection, standing: await standingIn(stores, member, id) };
    });
    if (!found) throw new DomainError('connection-unknown', 'no connection of this organisation has this id');
    return { member, ...found };
  }

  return {
    async ofOrganization(request, action) {
      const member = await memberOf(request);
      const standing = await overall(member);
      refuseUnless(member, action, standing);
      return { member, standing };
    },

    async ofConnection(request, action) {
      const asked = await toConnection(request);
      const { member } = asked;
      // Who approves one connection sees them all, and changes that one.
      const seesAll = action === 'view-configuration' && may(member, action, await overall(member));
      if (!seesAll) refuseUnless(member, action, asked.standing);
      return asked;
    },

    toConnection,
  };
}

/** As browsers say it. @see {@link https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header} */
const isSentFromElsewhere = ({ headers }: HttpRequest): boolean =>
  ['cross-site', 'same-site'].includes(`${headers['sec-fetch-site']}`);
