import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { withClient } from '@ehr-connector/sandbox/postgres/roles.ts';
import type { Row } from './figures.ts';

const BEGIN = '<!-- bench:begin -->';
const END = '<!-- bench:end -->';

/** Where a run took place, as far as it bears on the figures. */
export interface Circumstances {
  readonly at: Date;
  readonly cores: number;
  readonly processor: string;
  readonly memoryGb: number;
  readonly node: string;
  readonly postgres: string;
  /** Processes that wanted a core, averaged over the minute before the run. */
  readonly loadBefore: number;
}

/** @param databaseUrl the server that is measured. */
export async function circumstances(databaseUrl: string, loadBefore: number): Promise<Circumstances> {
  const postgres = await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]?.server_version ?? 'unknown';
  });
  return {
    at: new Date(),
    cores: cpus().length,
    processor: cpus()[0]?.model ?? 'unknown processor',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    postgres,
    loadBefore,
  };
}

export const loadOfLastMinute = (): number => loadavg()[0] ?? 0;

/** The table of a run with its circumstances, as Markdown. */
export function table(rows: readonly Row[], where: Circumstances): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    `Measured by \`npm run bench -- --write\` on ${where.at.toISOString().slice(0, 16).replace('T', ' ')} UTC: ` +
      `${where.cores} cores (${where.processor}), ${where.memoryGb} GB of memory, Node ${where.node}, ` +
      `PostgreSQL ${where.postgres} that does not wait for the disk. ` +
      `Load average of the minute before: ${where.loadBefore.toFixed(2)}. ` +
      `Times of launches and arrivals are p50 / p95; those of the page are medians.`,
    '',
    line(['What', 'We', 'Floor', 'Ratio']),
    line(['---', '---:', '---:', '---:']),
    ...rows.map(({ measure, ours, floor, ratio }) => line([measure, ours, floor, ratio])),
    '',
  ].join('\n');
}

/** Replaces what stands between the markers of a document. @throws {Error} when it has none. */
export async function replaceTable(path: string, markdown: string): Promise<void> {
  const text = await readFile(path, 'utf8');
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`${path} has no place for the table.`);
  await writeFile(path, `${text.slice(0, begin + BEGIN.length)}\n\n${markdown}\n${text.slice(end)}`);
}
