import { type Kysely, sql } from 'kysely';

/** Cards and notices are written in the language of the Teams that shows them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const OWN = `organization_id = nullif(current_setting('app.organization', true), '')::uuid`;

const STATEMENTS = [
  `create table staff_languages (
    organization_id uuid not null constraint staff_languages_organization references organizations on delete cascade,
    entra_object_id text not null,
    language text not null constraint staff_languages_language check (language in ('en-US', 'zh-CN', 'es-ES')),
    constraint staff_languages_pkey primary key (organization_id, entra_object_id)
  )`,
  'alter table staff_languages enable row level security',
  `create policy staff_languages_own_organization on staff_languages using (${OWN}) with check (${OWN})`,
];
