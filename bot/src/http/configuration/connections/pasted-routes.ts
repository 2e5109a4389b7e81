import { Pasted, type PastedFindings } from '@ehr-connector/shared/contract/configuration.ts';
import { pastedFindings } from '@ehr-connector/shared/domain/connections/pasted-record.ts';
import type { ConfiguredConnection, Revision } from '@ehr-connector/shared/domain/connections/revision.ts';
import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import type { InTransaction, Stores } from '@ehr-connector/shared/domain/stores.ts';
import { json } from '../../reply.ts';
import type { Routes } from '../../server.ts';
import type { Asking } from '../asking.ts';

/** Compares what stands in the EHR with what should. What is pasted goes nowhere else. */
export function pastedRoutes(
  routes: Routes,
  deps: { readonly asking: Asking; readonly inTransaction: InTransaction; readonly publicUrl: string },
): void {
  routes.post('/api/connections/:connection/pasted', async (request) => {
    const { member, connection } = await deps.asking.ofConnection(request, 'view-configuration');
    const pasted = Pasted.parse(request.body);
    const known = await deps.inTransaction(member.organizationId, async (stores) => {
      const all = await stores.configuration.all();
      return await Promise.all(all.map((each) => recorded(stores, each)));
    });
    const own = known.find((each) => each?.id === connection.id);
    if (!own)
      throw new DomainError('connection-not-approved', 'there are no records before the first approval');
    const others = known.flatMap((each) => (each === null || each === own ? [] : [each]));
    const reply: PastedFindings = {
      findings: [...pastedFindings(pasted, { publicUrl: deps.publicUrl, connection: own, others })],
    };
    return json(reply);
  });
}

/** What of a connection may stand in an EHR; `null` before its first approval. */
async function recorded(
  { configuration }: Stores,
  { id, name, environment, ehr, liveRevision }: ConfiguredConnection,
) {
  const revisions = await configuration.revisions(id);
  const live = revisions.find(({ number }) => number === liveRevision);
  if (live === undefined) return null;
  const { fhirBaseUrl, clientId, sessionKeySource } = live.content;
  const wasServing = ({ state, content }: Revision) => state === 'approved' && content.clientId !== clientId;
  const earlierClientIds = [...new Set(revisions.filter(wasServing).map(({ content }) => content.clientId))];
  return { id, name, environment, ehr, fhirBaseUrl, clientId, sessionKeySource, earlierClientIds };
}
