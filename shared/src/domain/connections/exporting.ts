import type { Clock } from '../kernel/clock.ts';
import { DomainError } from '../kernel/domain-error.ts';
import { actorOf } from '../staff/actor.ts';
import { may } from '../staff/permissions.ts';
import type { StaffMember } from '../staff/staff.ts';
import type { InTransaction, Stores } from '../stores.ts';
import { type ConnectionToExport, exportedConfiguration } from './exported-configuration.ts';
import { standingOverall } from './held-connection.ts';

export interface Exporting {
  /** The whole configuration, without secrets; audited. @throws {DomainError} `not-allowed` */
  exportAll(member: StaffMember): Promise<ReturnType<typeof exportedConfiguration>>;
}

export function createExporting(deps: {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}): Exporting {
  return {
    exportAll: (member) =>
      deps.inTransaction(member.organizationId, async (stores) => {
        const { organizations, configuration, audit } = stores;
        if (!may(member, 'export-configuration', await standingOverall(stores, member)))
          throw new DomainError('not-allowed', 'the configuration is for those who administer it');
        const connections: ConnectionToExport[] = [];
        for (const connection of await configuration.all())
          connections.push(await toExport(stores, connection));
        const organization = await organizations.current();
        const at = deps.clock.now();
        await audit.record({
          at,
          actor: actorOf(member),
          action: 'configuration-exported',
          subject: organization.id,
        });
        return exportedConfiguration(organization, connections, at);
      }),
  };
}

async function toExport(
  { configuration, shares, links }: Stores,
  connection: ConnectionToExport['connection'],
): Promise<ConnectionToExport> {
  const { id, liveRevision } = connection;
  return {
    connection,
    live: liveRevision === null ? null : await configuration.revision(id, liveRevision),
    open: await configuration.open(id),
    shares: await shares.ofConnection(id),
    links: await links.ofConnection(id),
  };
}
