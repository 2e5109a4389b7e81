import { type Kysely, sql } from 'kysely';

/**
 * Certificates with which Graph encrypts notifications to us. The service's own, of no organisation: the one table
 * without an organisation's wall.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table notification_certificates (
    id text constraint notification_certificates_pkey primary key,
    certificate text not null,
    private_key bytea not null,
    created_at timestamptz not null
  )`.execute(db);
}
