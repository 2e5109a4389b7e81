import type { Created } from '@ehr-connector/shared/contract/configuration.ts';
import { NewConnection } from '@ehr-connector/shared/contract/configuration.ts';
import type { Sharing } from '@ehr-connector/shared/domain/connections/sharing.ts';
import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import { json } from '../../reply.ts';
import type { HttpRequest, Routes } from '../../server.ts';
import type { Asking } from '../asking.ts';
import type { ConnectionPages } from './connection-pages.ts';

const Acceptance = NewConnection.pick({ name: true });
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One EHR for several organisations. */
export function shareRoutes(
  routes: Routes,
  deps: { readonly asking: Asking; readonly sharing: Sharing; readonly pages: ConnectionPages },
): void {
  const { asking, sharing, pages } = deps;

  routes.post('/api/connections/:connection/shares/:share/revoke', async (request) => {
    const { member, connection } = await asking.ofConnection(request, 'share');
    await sharing.revoke(member, connection.id, shareIdOf(request));
    return json(await pages.detail(member, connection.id, request.signal));
  });

  routes.post('/api/invitations/:share/accept', async (request) => {
    const { member } = await asking.ofOrganization(request, 'share');
    const { name } = Acceptance.parse(request.body);
    const created: Created = { id: await sharing.accept(member, shareIdOf(request), name) };
    return json(created, 201);
  });
}

function shareIdOf({ params }: HttpRequest): string {
  const id = params.share ?? '';
  if (!UUID.test(id)) throw new DomainError('share-not-found', 'the address names no share');
  return id;
}
