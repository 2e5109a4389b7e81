import {
  PeopleQuery,
  type People as PeopleReply,
  type Places,
} from '@ehr-connector/shared/contract/people.ts';
import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import type { People } from '@ehr-connector/shared/domain/staff/people.ts';
import type { StaffMember } from '@ehr-connector/shared/domain/staff/staff.ts';
import type { InTransaction } from '@ehr-connector/shared/domain/stores.ts';
import { json } from '../../reply.ts';
import type { Routes } from '../../server.ts';
import type { Asking } from '../asking.ts';
import { toPersonView } from './people-view.ts';
import type { SearchLimit } from './search-limit.ts';

const REMEMBERED = { 'cache-control': 'private, max-age=3600' };
const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The organisation's people and places, for choosing from. */
export function peopleRoutes(
  routes: Routes,
  deps: {
    readonly asking: Asking;
    readonly people: People;
    readonly searchLimit: SearchLimit;
    readonly inTransaction: InTransaction;
  },
): void {
  const { asking, people, inTransaction } = deps;
  const tenantOf = async ({ organizationId }: StaffMember) =>
    (await inTransaction(organizationId, ({ organizations }) => organizations.current())).entraTenantId;

  routes.get('/api/people', async (request) => {
    const { member } = await asking.ofOrganization(request, 'search-people');
    const { search } = PeopleQuery.parse(Object.fromEntries(request.url.searchParams));
    deps.searchLimit.take(member.entraObjectId);
    const found = await people.search(await tenantOf(member), search, request.signal);
    const reply: PeopleReply = { people: found.map(toPersonView) };
    return json(reply);
  });

  routes.get('/api/people/:id/photo', async (request) => {
    const { member } = await asking.ofOrganization(request, 'view-configuration');
    const id = request.params.id ?? '';
    if (!OBJECT_ID.test(id)) throw new DomainError('page-not-found', 'no account has such an id');
    const photo = await people.photo(await tenantOf(member), id, request.signal);
    // Most people have none: that is an answer, and no error for the browser's console.
    if (photo === null) return { status: 204, headers: REMEMBERED };
    return {
      status: 200,
      headers: { ...REMEMBERED, 'content-type': photo.type },
      body: Buffer.from(photo.bytes),
    };
  });

  routes.get('/api/places', async (request) => {
    const { member } = await asking.ofOrganization(request, 'view-configuration');
    const places = await inTransaction(member.organizationId, (stores) => stores.places.all());
    const reply: Places = { places: places.map((place) => ({ ...place })) };
    return json(reply);
  });
}
