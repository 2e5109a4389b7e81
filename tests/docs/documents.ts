import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const REPOSITORY = join(import.meta.dirname, '../..');

/** A Markdown file of the repository. */
export interface Document {
  /** From the repository's root. */
  readonly path: string;
  readonly text: string;
}

/** Every Markdown file that is, or is about to be, under version control. */
export async function readDocuments(): Promise<readonly Document[]> {
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'];
  const { stdout } = await promisify(execFile)('git', list, { cwd: REPOSITORY });
  const paths = stdout.split('\n').filter(Boolean);
  return await Promise.all(
    paths.map(async (path) => ({ path, text: await readFile(join(REPOSITORY, path), 'utf8') })),
  );
}

const FENCED = /^ *```[\s\S]*?^ *```/gm;

/** Where the document's links and images lead; not those in code. */
export function targetsOf({ text }: Document): readonly string[] {
  const prose = text.replace(FENCED, '').replace(/`[^`\n]*`/g, '');
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  const images = [...prose.matchAll(/\bsrc="([^"]+)"/g)].map(([, target = '']) => target);
  return [...links, ...images];
}

/** The anchors of the document's headings, as GitHub makes them. */
export function anchorsOf({ text }: Document): readonly string[] {
  return [...text.replace(FENCED, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

/** Rows of the document's tables whose first cell is one name in code: name → the other cells of its first row. */
export function rowsOf({ text }: Document): ReadonlyMap<string, readonly string[]> {
  const rows = [...text.matchAll(/^\| `(\w+)` +\|(.*)\|$/gm)].map(
    ([, name = '', cells = '']) => [name, cells.split('|').map((cell) => cell.trim())] as const,
  );
  return new Map(rows.reverse());
}
