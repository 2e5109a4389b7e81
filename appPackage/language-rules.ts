import { AppManifestUtils, type TeamsManifestLatest } from '@microsoft/app-manifest';
import { Ajv } from 'ajv';

/** The strings of one language, by the path of the manifest's string they replace. */
export type LanguageFile = Readonly<Record<string, string>>;

/** One language of the manifest; `strings` is `null` where its file does not exist. */
export interface Language {
  readonly file: string;
  readonly strings: LanguageFile | null;
}

/** Names of the language files the manifest refers to, the default language first. */
export function languageFilesOf(manifest: TeamsManifestLatest): string[] {
  const info = manifest.localizationInfo;
  const additional = info?.additionalLanguages?.map((language) => language.file) ?? [];
  return info?.defaultLanguageFile === undefined ? additional : [info.defaultLanguageFile, ...additional];
}

/**
 * Checks every language against the bundled localisation schema and against the manifest: same keys in
 * each, every key the path of a string that exists, and the default language saying what the manifest says.
 */
export async function languageProblems(
  manifest: TeamsManifestLatest,
  languages: readonly Language[],
): Promise<string[]> {
  const problems: string[] = [];
  const [first] = languages;
  for (const { file, strings } of languages) {
    if (strings === null) {
      problems.push(`${file}: the file does not exist`);
      continue;
    }
    if (
      !strings.$schema?.includes(
        `/teams/v${manifest.manifestVersion}/MicrosoftTeams.Localization.schema.json`,
      )
    ) {
      problems.push(
        `${file}: $schema must be the localisation schema of version ${manifest.manifestVersion}`,
      );
      continue;
    }
    problems.push(...(await schemaFaults(strings)).map((fault) => `${file}: ${fault}`));
    problems.push(...differences(file, strings, first?.strings ?? {}));
    for (const path of keysOf(strings)) {
      const text = stringAt(manifest, path);
      if (text === undefined) problems.push(`${file}: the manifest has no ${path}`);
      else if (file === first?.file && text !== strings[path]) {
        problems.push(`${file}: ${path} differs from the manifest, whose language this is`);
      }
    }
  }
  return problems;
}

/**
 * The bundled validator cannot be used: patterns of this schema are no regular expressions in Unicode
 * mode, in which it compiles them. The schema is draft-04, of which it uses nothing that changed since.
 */
async function schemaFaults(strings: LanguageFile): Promise<string[]> {
  const { $schema: _draft, ...schema } = await AppManifestUtils.fetchSchema(strings.$schema ?? '');
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false, formats: { uri: true } });
  ajv.validate(schema, strings);
  return (ajv.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

function differences(file: string, strings: LanguageFile, reference: LanguageFile): string[] {
  const own = new Set(keysOf(strings));
  const wanted = new Set(keysOf(reference));
  return [
    ...[...wanted].filter((key) => !own.has(key)).map((key) => `${file}: lacks ${key}`),
    ...[...own].filter((key) => !wanted.has(key)).map((key) => `${file}: only this language has ${key}`),
  ];
}

function keysOf(strings: LanguageFile): string[] {
  return Object.keys(strings).filter((key) => key !== '$schema');
}

/** Follows a path such as `staticTabs[0].name`. */
function stringAt(manifest: unknown, path: string): string | undefined {
  let value: unknown = manifest;
  for (const step of path.split(/[.[\]]+/).filter((part) => part !== '')) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
  }
  return typeof value === 'string' ? value : undefined;
}
