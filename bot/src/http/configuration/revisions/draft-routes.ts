import {
  AtVersion,
  Credentials,
  DraftChange,
  RegistrationChange,
} from '@ehr-connector/shared/contract/configuration.ts';
import type { Configuring } from '@ehr-connector/shared/domain/connections/configuring.ts';
import type { StaffMember } from '@ehr-connector/shared/domain/staff/staff.ts';
import { z } from 'zod';
import { json } from '../../reply.ts';
import type { Handler, HttpRequest, Routes } from '../../server.ts';
import type { Asking } from '../asking.ts';
import type { ConnectionPages } from '../connections/connection-pages.ts';

const DiscardQuery = z.object({ version: z.coerce.number().pipe(AtVersion.shape.version) });

/** The draft of a connection: written by administrators and its approver, until it is proposed. */
export function draftRoutes(
  routes: Routes,
  deps: { readonly asking: Asking; readonly configuring: Configuring; readonly pages: ConnectionPages },
): void {
  const { asking, configuring, pages } = deps;

  /** A change of what trust rests on, answered with how the connection is then. */
  const changing =
    (
      change: (member: StaffMember, connectionId: string, request: HttpRequest) => Promise<unknown>,
    ): Handler =>
    async (request) => {
      const { member, connection } = await asking.ofConnection(request, 'edit-draft');
      await change(member, connection.id, request);
      return json(await pages.detail(member, connection.id, request.signal));
    };

  routes.put(
    '/api/connections/:connection/draft',
    changing((member, id, { body }) => configuring.saveDraft(member, id, DraftChange.parse(body))),
  );
  routes.del(
    '/api/connections/:connection/draft',
    changing((member, id, { url }) => {
      const { version } = DiscardQuery.parse(Object.fromEntries(url.searchParams));
      return configuring.discard(member, id, version);
    }),
  );
  routes.put(
    '/api/connections/:connection/draft/credentials',
    changing((member, id, { body }) => {
      const { version, credentials } = Credentials.parse(body);
      return configuring.setCredentials(member, id, version, credentials);
    }),
  );
  routes.put(
    '/api/connections/:connection/draft/registration',
    changing((member, id, { body }) => {
      const { version, state } = RegistrationChange.parse(body);
      return configuring.setRegistration(member, id, version, state);
    }),
  );
  routes.post(
    '/api/connections/:connection/draft/propose',
    changing((member, id, { body }) => configuring.propose(member, id, AtVersion.parse(body).version)),
  );
}
