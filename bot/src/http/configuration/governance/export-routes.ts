import type { Exporting } from '@ehr-connector/shared/domain/connections/exporting.ts';
import type { Routes } from '../../server.ts';
import type { Asking } from '../asking.ts';
import { fileReply } from './file-reply.ts';

/** The whole configuration as a file, without secrets. */
export function exportRoutes(
  routes: Routes,
  deps: { readonly asking: Asking; readonly exporting: Exporting },
): void {
  routes.get('/api/configuration/export', async (request) => {
    const { member } = await deps.asking.ofOrganization(request, 'export-configuration');
    const configuration = await deps.exporting.exportAll(member);
    return fileReply(
      'teams-ehr-connector-configuration.json',
      'application/json',
      `${JSON.stringify(configuration, null, 2)}\n`,
    );
  });
}
