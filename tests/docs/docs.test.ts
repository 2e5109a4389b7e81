import { access, readdir } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { ConfigurationFile } from '@ehr-connector/shared/config/configuration-file.ts';
import { AuditEnvironment, Environment, OwnerEnvironment } from '@ehr-connector/shared/config/environment.ts';
import { BoardParticipant, BoardWriteback } from '@ehr-connector/shared/contract/visit-board.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { anchorsOf, type Document, REPOSITORY, readDocuments, rowsOf, targetsOf } from './documents.ts';

let documents: readonly Document[];
beforeAll(async () => {
  documents = await readDocuments();
});

const documentAt = (path: string): Document =>
  documents.find((document) => document.path === path) ?? expect.fail(`there is no ${path}`);

describe('the table of variables', () => {
  /** What the service takes when a variable is unset: `required`, or the value. */
  const defaults = Object.entries(Environment.shape).map(([name, schema]) => {
    const { success, data } = schema.safeParse(undefined);
    return [name, success ? data : 'required'] as const;
  });

  it.each(['README.md', 'docs/configuration.md'])('of %s names every one, with its default', (path) => {
    const rows = rowsOf(documentAt(path));
    for (const [name, expected] of defaults) {
      const shown = rows.get(name)?.[0] ?? `no row for ${name}`;
      // A list too long for a cell is told in words there, and in full below the table.
      if (Array.isArray(expected)) continue;
      expect(`${name} ${shown}`).toBe(`${name} ${expected === 'required' ? expected : `\`${expected}\``}`);
    }
    expect(defaults.map(([name]) => name).filter((name) => !rows.has(name))).toEqual([]);
  });

  it.each(['README.md', 'docs/configuration.md'])('of %s names none that is not read', (path) => {
    const known = new Set(
      [Environment, OwnerEnvironment, AuditEnvironment].flatMap(({ shape }) => Object.keys(shape)),
    );
    const shown = [...rowsOf(documentAt(path)).keys()].filter((name) => /^[A-Z]+_?[A-Z_]*$/.test(name));
    expect(shown.filter((name) => !known.has(name))).toEqual([]);
  });

  it('is followed by the lists in full', () => {
    const { text } = documentAt('docs/configuration.md');
    const lists = defaults.flatMap(([, value]) => (Array.isArray(value) ? value.map(String) : []));
    expect(lists.filter((item) => !text.includes(`\`${item}\``))).toEqual([]);
  });
});

describe('the provisioning file', () => {
  const connection = ConfigurationFile.shape.connections.element;
  const settings = connection.shape.settings;

  it('has an example that the command would take', () => {
    const { text } = documentAt('docs/configuration.md');
    const example = /```json\n([\s\S]*?)```/.exec(text)?.[1] ?? expect.fail('there is no example');
    expect(ConfigurationFile.safeParse(JSON.parse(example)).error).toBeUndefined();
  });

  it('is described with every member and every default', () => {
    const rows = rowsOf(documentAt('docs/configuration.md'));
    const members = [
      ...Object.keys(ConfigurationFile.shape.organization.shape),
      ...Object.keys(connection.shape),
    ];
    expect(members.filter((name) => !rows.has(name))).toEqual([]);
    for (const [name, value] of Object.entries(settings.parse(undefined))) {
      const shown = rows.get(name)?.[0] ?? `no row for ${name}`;
      const expected = value === '' ? 'empty' : typeof value === 'object' ? JSON.stringify(value) : value;
      // A unit may follow in brackets.
      const [stated = ''] = shown.replaceAll('`', '').split(' (');
      expect(`${name} ${stated}`).toBe(`${name} ${expected}`);
    }
  });
});

describe('every document', () => {
  it('links only to what is there', async () => {
    const broken: string[] = [];
    for (const document of documents) {
      for (const target of targetsOf(document)) {
        if (/^(https?:|mailto:)/.test(target)) continue;
        if (!(await leadsSomewhere(document, target))) broken.push(`${document.path}: ${target}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('is finished, and knows of no machine', () => {
    const unwanted = /\b(TODO|TBD|FIXME|XXX)\b|\/(root|home|Users|work|tmp)\/|lorem ipsum/i;
    const found = documents.flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, index) => (unwanted.test(line) ? [`${path}:${index + 1}`] : [])),
    );
    expect(found).toEqual([]);
  });
});

it('explains the words that the tab’s API speaks in the glossary', () => {
  const { text } = documentAt('docs/glossary.md');
  const words = [BoardParticipant.shape.role, BoardParticipant.shape.state, BoardWriteback.shape.state]
    .flatMap(({ options }): readonly string[] => options)
    // Of an effect: not done yet, and done.
    .filter((word) => word !== 'pending' && word !== 'sent');
  expect(words.filter((word) => !text.includes(word))).toEqual([]);
});

it('lists every decision under a number of its own', async () => {
  const files = (await readdir(join(REPOSITORY, 'docs/decisions'))).sort();
  const numbers = files.map((file) => file.slice(0, 4));
  expect(numbers).toEqual(numbers.map((_number, index) => String(index + 1).padStart(4, '0')));
});

async function leadsSomewhere(document: Document, target: string): Promise<boolean> {
  const [file = '', anchor] = target.split('#');
  const path = file === '' ? document.path : normalize(join(dirname(document.path), file));
  const exists = await access(join(REPOSITORY, path)).then(
    () => true,
    () => false,
  );
  if (!exists || anchor === undefined) return exists;
  const linked = documents.find((one) => one.path === path);
  return linked !== undefined && anchorsOf(linked).includes(anchor);
}
