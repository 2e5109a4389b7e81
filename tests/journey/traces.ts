import { withClient } from '@ehr-connector/sandbox/postgres/roles.ts';
import pg from 'pg';

/** Something that was kept, logged, shown or asked for, as text. */
export interface Place {
  /** The table, the log, the card … and where in it. */
  readonly where: string;
  readonly text: string;
}

/** What must not be found: a text in any case and as it looks in an address, or a pattern. */
export type Secret = { readonly what: string; readonly is: string | RegExp };

/** @returns every secret in every place that holds it, as `where: what`. */
export function traces(places: readonly Place[], secrets: readonly Secret[]): readonly string[] {
  return places.flatMap(({ where, text }) => {
    const forms = [text, unescaped(text)].map((form) => form.toLowerCase());
    const holds = ({ is }: Secret): boolean =>
      forms.some((form) =>
        typeof is === 'string' ? form.includes(unescaped(is).toLowerCase()) : is.test(form),
      );
    return secrets.filter(holds).map(({ what }) => `${where}: ${what}`);
  });
}

/** Each row of each table, whatever its schema and its columns; bytes also as the text they may be. */
export async function everyRow(databaseUrl: string): Promise<readonly Place[]> {
  return withClient(databaseUrl, async (client) => {
    const { rows: tables } = await client.query<{ schema: string; name: string }>(
      `select table_schema as schema, table_name as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
       order by 1, 2`,
    );
    const places: Place[] = [];
    for (const { schema, name } of tables) {
      const table = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
      const { rows } = await client.query<{ text: string }>(
        `select to_json(t)::text as text from ${table} t`,
      );
      for (const { text } of rows)
        places.push({ where: `${schema}.${name}`, text: `${text}\n${bytesAsText(text)}` });
    }
    return places;
  });
}

const bytesAsText = (row: string): string =>
  [...row.matchAll(/\\x((?:[0-9a-f]{2})+)/g)]
    .map(([, hex = '']) => Buffer.from(hex, 'hex').toString())
    .join('\n');

/** Addresses inside addresses are escaped once more each. */
function unescaped(text: string): string {
  let readable = text.replaceAll('\\/', '/');
  for (let depth = 0; depth < 3; depth += 1)
    readable = readable.replaceAll(/(%[0-9a-f]{2})+/gi, (escaped) => {
      try {
        return decodeURIComponent(escaped);
      } catch {
        return escaped;
      }
    });
  return readable;
}
