import { EhrUser } from '@ehr-connector/shared/contract/clinician-links.ts';
import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';

const MOST_ROWS = 1_000;
/** Spreadsheets have other columns, too. */
const MOST_COLUMNS = 200;
const COLUMNS = ['ehr_user', 'username'] as const;

/** A row of the file, as it stands there. */
export interface LinksFileRow {
  /** Counted from 1, the header included. */
  readonly line: number;
  readonly ehrUser: string;
  readonly username: string;
  readonly isMalformed: boolean;
}

const Parsed = z.array(
  z.object({
    record: z.record(z.string(), z.string().optional()),
    info: z.object({ lines: z.int() }),
  }),
);

/**
 * Reads a CSV file (RFC 4180; commas or semicolons, as spreadsheets save it) with the columns `ehr_user` and `username`.
 *
 * @throws {DomainError} `links-invalid` when it is no such file, or has more than 1 000 rows: each is looked up in the directory while somebody waits.
 */
export function readLinksFile(csv: string): readonly LinksFileRow[] {
  const rows = Parsed.parse(parsed(csv));
  if (rows.length > MOST_ROWS) throw new DomainError('links-invalid', 'the file has too many rows');
  return rows.map(({ record, info }) => {
    const ehrUser = record.ehr_user ?? '';
    const username = record.username ?? '';
    const isMalformed = !EhrUser.safeParse(ehrUser).success || username === '' || username.length > 320;
    return {
      line: info.lines,
      ehrUser: ehrUser.slice(0, 200),
      username: username.slice(0, 320),
      isMalformed,
    };
  });
}

function parsed(csv: string): unknown {
  if (csv.trim() === '') throw new DomainError('links-invalid', 'the file is empty');
  try {
    return parse(csv, {
      bom: true,
      trim: true,
      info: true,
      skipEmptyLines: true,
      relaxColumnCount: true,
      to: MOST_ROWS + 1,
      delimiter: delimiterOf(csv),
      columns: (header: string[]) => {
        if (header.length > MOST_COLUMNS)
          throw new DomainError('links-invalid', 'the file has too many columns');
        const names = header.map((name) => name.toLowerCase().replaceAll(' ', '_'));
        if (!COLUMNS.every((column) => names.filter((name) => name === column).length === 1))
          throw new DomainError('links-invalid', 'the file lacks the columns ehr_user and username');
        // What the others hold is not taken in.
        return names.map((name) => COLUMNS.some((column) => column === name) && name);
      },
    });
  } catch (error) {
    // The parser's own message quotes what was sent.
    if (error instanceof CsvError) throw new DomainError('links-invalid', 'the file is not CSV');
    throw error;
  }
}

function delimiterOf(csv: string): string {
  const [header = ''] = csv.split('\n', 1);
  return header.includes(';') && !header.includes(',') ? ';' : ',';
}
