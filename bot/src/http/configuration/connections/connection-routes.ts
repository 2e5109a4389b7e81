import {
  type Created,
  NewConnection,
  Promotion,
  SettingsChange,
  WithReason,
} from '@ehr-connector/shared/contract/configuration.ts';
import type { Configuring } from '@ehr-connector/shared/domain/connections/configuring.ts';
import { json, noContent } from '../../reply.ts';
import type { Routes } from '../../server.ts';
import type { Asking } from '../asking.ts';
import type { ConnectionPages } from './connection-pages.ts';

/** Connections, and what of them takes effect at once. */
export function connectionRoutes(
  routes: Routes,
  deps: { readonly asking: Asking; readonly configuring: Configuring; readonly pages: ConnectionPages },
): void {
  const { asking, configuring, pages } = deps;

  routes.get('/api/connections', async (request) => {
    const asked = await asking.ofOrganization(request, 'view-configuration');
    return json(await pages.list(asked, request.signal));
  });

  routes.post('/api/connections', async (request) => {
    const { member } = await asking.ofOrganization(request, 'add-connection');
    const created: Created = { id: await configuring.add(member, NewConnection.parse(request.body)) };
    return json(created, 201);
  });

  routes.get('/api/connections/:connection', async (request) => {
    const { member, connection } = await asking.ofConnection(request, 'view-configuration');
    return json(await pages.detail(member, connection.id, request.signal));
  });

  routes.del('/api/connections/:connection', async (request) => {
    const { member, connection } = await asking.ofConnection(request, 'add-connection');
    await configuring.remove(member, connection.id);
    return noContent();
  });

  routes.put('/api/connections/:connection/settings', async (request) => {
    const { member, connection } = await asking.ofConnection(request, 'change-settings');
    await configuring.saveSettings(member, connection.id, SettingsChange.parse(request.body));
    return json(await pages.detail(member, connection.id, request.signal));
  });

  for (const action of ['disable', 'enable'] as const) {
    routes.post(`/api/connections/:connection/${action}`, async (request) => {
      const { member, connection } = await asking.ofConnection(request, action);
      await configuring[action](member, connection.id, WithReason.parse(request.body).reason);
      return json(await pages.detail(member, connection.id, request.signal));
    });
  }

  routes.post('/api/connections/:connection/promote', async (request) => {
    const { member, connection } = await asking.ofConnection(request, 'promote');
    const { to } = Promotion.parse(request.body);
    const created: Created = { id: await configuring.promote(member, connection.id, to) };
    return json(created, 201);
  });
}
