import type { KeyRotation } from '@ehr-connector/shared/domain/connections/key-rotation.ts';
import { json } from '../../reply.ts';
import type { Routes } from '../../server.ts';
import type { Asking } from '../asking.ts';
import type { ConnectionPages } from './connection-pages.ts';

/** The keys that a connection signs with. */
export function keyRoutes(
  routes: Routes,
  deps: { readonly asking: Asking; readonly rotation: KeyRotation; readonly pages: ConnectionPages },
): void {
  routes.post('/api/connections/:connection/keys/rotate', async (request) => {
    const { member, connection } = await deps.asking.ofConnection(request, 'rotate-keys');
    await deps.rotation.rotate(member, connection.id);
    return json(await deps.pages.detail(member, connection.id, request.signal));
  });
}
