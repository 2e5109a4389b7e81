import type { Clock, Randomness } from '../kernel/clock.ts';
import { DomainError } from '../kernel/domain-error.ts';
import { refuseUnstorable } from '../kernel/storable-text.ts';
import { actorOf } from '../staff/actor.ts';
import type { MicrosoftAccount } from '../staff/microsoft-sign-in.ts';
import type { InTransaction } from '../stores.ts';
import type { OrganizationFinder } from './organization.ts';

/** What of a verified account decides whether it may enter its organisation. */
export type Entrant = Pick<MicrosoftAccount, 'tenantId' | 'entraObjectId' | 'isDirectoryAdmin'>;

/** How an organisation comes to be here by its own administrators, where the operator admits its tenant. */
export interface Entering {
  /**
   * Why somebody whose tenant is no organisation here is refused: `organisation-not-entered` for who may enter it,
   * else `other-organisation`, whether or not the tenant is admitted.
   */
  refusal(account: Entrant): DomainError;
  /**
   * Makes the organisation of the account's tenant, as the first entry of its audit log says. Changes nothing where
   * there is one already; safe to call twice, and from several people at once.
   *
   * @param name as the account's owner writes it.
   * @throws {DomainError} `other-organisation`, or `not-allowed` where there is an organisation; `request-invalid`.
   */
  enter(account: Entrant, name: string): Promise<void>;
}

/** @param deps.isAdmitted the operator's word on a tenant; @param deps.dataRegion of the organisations that enter. */
export function createEntering(deps: {
  readonly finder: Pick<OrganizationFinder, 'ofTenant'>;
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly isAdmitted: (tenantId: string) => boolean;
  readonly dataRegion: string;
}): Entering {
  const { dataRegion } = deps;
  const mayEnter = ({ tenantId, isDirectoryAdmin }: Entrant) => isDirectoryAdmin && deps.isAdmitted(tenantId);

  const refusal = (account: Entrant): DomainError =>
    mayEnter(account)
      ? new DomainError('organisation-not-entered', 'the account may enter its tenant, which nobody has yet')
      : new DomainError('other-organisation', 'the account’s tenant is no organisation here');

  return {
    refusal,

    async enter(account, name) {
      refuseUnstorable(name);
      const { tenantId } = account;
      if (!mayEnter(account)) {
        if ((await deps.finder.ofTenant(tenantId)) === null) throw refusal(account);
        throw new DomainError('not-allowed', 'the account’s organisation is here, and not to be entered');
      }
      const id = deps.randomness.uuid();
      await deps.inTransaction(id, async ({ organizations, audit }) => {
        if (!(await organizations.enter({ name, entraTenantId: tenantId, dataRegion }))) return;
        await audit.record({
          at: deps.clock.now(),
          actor: actorOf(account),
          action: 'organisation-entered',
          subject: id,
          details: { name, tenant: tenantId },
        });
      });
    },
  };
}
