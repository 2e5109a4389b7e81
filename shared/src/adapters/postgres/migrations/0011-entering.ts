import { type Kysely, sql } from 'kysely';

/**
 * The service's one way to make an organisation: the one of its transaction, and only for a tenant that has none. Who
 * comes second waits for who came first, and is answered with null.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function enter_organization(tenant text, called text, region text) returns uuid
    language sql volatile security definer set search_path = '' as $$
      insert into public.organizations (organization_id, name, entra_tenant_id, data_region)
      values (nullif(current_setting('app.organization', true), '')::uuid, called, tenant, region)
      on conflict do nothing returning organization_id
    $$`.execute(db);
}
