import {
  type ClinicianLinks,
  LinksFile,
  type LinksPreview,
  NewLink,
} from '@ehr-connector/shared/contract/clinician-links.ts';
import type { PreviewedLink } from '@ehr-connector/shared/domain/connections/link-rows.ts';
import type { Linking } from '@ehr-connector/shared/domain/connections/linking.ts';
import type { StaffMember } from '@ehr-connector/shared/domain/staff/staff.ts';
import type { InTransaction } from '@ehr-connector/shared/domain/stores.ts';
import { json, noContent } from '../../reply.ts';
import type { Routes } from '../../server.ts';
import type { Asking } from '../asking.ts';
import type { Names } from '../people/names.ts';
import { toPersonView } from '../people/people-view.ts';
import { readLinksFile } from './links-file.ts';

/** The file in its JSON string, whose characters may each take six bytes. */
const LARGEST_FILE_BYTES = 2_097_152;

/** Which EHR user is which Microsoft account, told ahead by an administrator. */
export function linkRoutes(
  routes: Routes,
  deps: {
    readonly asking: Asking;
    readonly linking: Linking;
    readonly names: Names;
    readonly inTransaction: InTransaction;
  },
): void {
  const { asking, linking } = deps;
  const path = '/api/connections/:connection/links';

  async function shown(
    member: StaffMember,
    connectionId: string,
    signal: AbortSignal,
  ): Promise<ClinicianLinks> {
    const links = await deps.inTransaction(member.organizationId, (stores) =>
      stores.links.ofConnection(connectionId),
    );
    const known = await deps.names.of(
      member,
      links.map(({ entraObjectId }) => entraObjectId),
      signal,
    );
    return {
      links: links.map(({ id, ehrUser, entraObjectId, linkedAt }) => ({
        id,
        ehrUser,
        person: known.get(entraObjectId) ?? null,
        linkedAt: linkedAt.toISOString(),
      })),
    };
  }

  routes.get(path, async (request) => {
    const { member, connection } = await asking.ofConnection(request, 'view-configuration');
    return json(await shown(member, connection.id, request.signal));
  });

  routes.post(path, async (request) => {
    const { member, connection } = await asking.ofConnection(request, 'manage-links');
    await linking.add(member, connection.id, NewLink.parse(request.body), request.signal);
    return json(await shown(member, connection.id, request.signal));
  });

  routes.del(`${path}/:link`, async (request) => {
    const { member, connection } = await asking.ofConnection(request, 'manage-links');
    await linking.revoke(member, connection.id, request.params.link ?? '');
    return noContent();
  });

  routes.post(
    `${path}/preview`,
    async (request) => {
      const { member, connection } = await asking.ofConnection(request, 'manage-links');
      const rows = readLinksFile(LinksFile.parse(request.body).csv);
      return json(toPreview(await linking.preview(member, connection.id, rows, request.signal)));
    },
    { largestBodyBytes: LARGEST_FILE_BYTES },
  );

  routes.post(
    `${path}/import`,
    async (request) => {
      const { member, connection } = await asking.ofConnection(request, 'manage-links');
      const rows = readLinksFile(LinksFile.parse(request.body).csv);
      await linking.importRows(member, connection.id, rows, request.signal);
      return json(await shown(member, connection.id, request.signal));
    },
    { largestBodyBytes: LARGEST_FILE_BYTES },
  );
}

const toPreview = (rows: readonly PreviewedLink[]): LinksPreview => ({
  rows: rows.map(({ line, ehrUser, username, person, state }) => ({
    line,
    ehrUser,
    username,
    person: person && toPersonView(person),
    state,
  })),
  canImport: rows.length > 0 && rows.every(({ state }) => state === 'new' || state === 'there'),
});
