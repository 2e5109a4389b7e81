import { type Kysely, sql } from 'kysely';

/** A launch is found by its connection, which stands in its callback: nothing looks for launches across organisations. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop function organization_of_launch(text)`.execute(db);
}
