import type { Rehearsals } from '@ehr-connector/shared/contract/configuration.ts';
import type { Probing } from '@ehr-connector/shared/domain/connections/probing.ts';
import type { Rehearsing } from '@ehr-connector/shared/domain/connections/rehearsing.ts';
import type { InTransaction } from '@ehr-connector/shared/domain/stores.ts';
import { json } from '../../reply.ts';
import type { Routes } from '../../server.ts';
import type { Asking } from '../asking.ts';
import type { TellChecks } from './check-stream.ts';
import { toRehearsalView } from './check-view.ts';

const MOST_SHOWN = 50;

/** Looking at an EHR before anybody trusts it, and at one that serves. */
export function checkRoutes(
  routes: Routes,
  deps: {
    readonly asking: Asking;
    readonly probing: Probing;
    readonly rehearsing: Pick<Rehearsing, 'rehearse'>;
    readonly tell: TellChecks;
    readonly inTransaction: InTransaction;
  },
): void {
  const { asking, probing, rehearsing, tell, inTransaction } = deps;

  routes.postStream('/api/connections/:connection/probe', async (request, res) => {
    const { member, connection } = await asking.ofConnection(request, 'rehearse');
    const { organizationId } = member;
    const open = await inTransaction(organizationId, ({ configuration }) =>
      configuration.open(connection.id),
    );
    await tell({ organizationId, res, signal: request.signal }, async (onResult, signal) => {
      // Without a draft there is what serves, and looking at that is a rehearsal.
      if (open?.state !== 'draft') return await rehearsing.rehearse(member, connection.id, onResult, signal);
      const { probe } = await probing.probe(member, connection.id, onResult, signal);
      return { isGreen: probe?.results.every(({ outcome }) => outcome !== 'failed') ?? false };
    });
  });

  routes.postStream('/api/connections/:connection/rehearsals', async (request, res) => {
    const { member, connection } = await asking.ofConnection(request, 'rehearse');
    const { organizationId } = member;
    await tell({ organizationId, res, signal: request.signal }, (onResult, signal) =>
      rehearsing.rehearse(member, connection.id, onResult, signal),
    );
  });

  routes.get('/api/connections/:connection/rehearsals', async (request) => {
    const { member, connection } = await asking.ofConnection(request, 'view-configuration');
    const found = await inTransaction(member.organizationId, ({ configuration }) =>
      configuration.rehearsals(connection.id, MOST_SHOWN),
    );
    const reply: Rehearsals = { rehearsals: found.map(toRehearsalView) };
    return json(reply);
  });
}
