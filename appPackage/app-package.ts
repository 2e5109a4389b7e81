import { readFile } from 'node:fs/promises';
import { AppManifestUtils, type TeamsManifestLatest } from '@microsoft/app-manifest';
import { zipSync } from 'fflate';
import { fillPlaceholders, type PackageEnvironment } from './environment.ts';
import { iconProblems } from './icon-rules.ts';
import { type Language, type LanguageFile, languageFilesOf, languageProblems } from './language-rules.ts';
import { manifestProblems } from './manifest-rules.ts';

/** A package fit for Teams, or everything that is wrong with it. */
export type AppPackage =
  | { readonly files: ReadonlyMap<string, Uint8Array>; readonly problems: readonly [] }
  | { readonly files: null; readonly problems: readonly string[] };

/**
 * Fills in the templates of `folder` and checks the result: placeholders, the bundled schemas of the
 * manifest and its languages, and the rules of our own that no schema holds. Needs no network.
 */
export async function assembleAppPackage(source: {
  folder: string;
  environment: PackageEnvironment;
}): Promise<AppPackage> {
  const { folder, environment } = source;
  const filled = fillPlaceholders(await readFile(`${folder}/manifest.json`, 'utf8'), environment);
  const holes = [
    ...filled.unset.map((variable) => `env/.env.${environment.name}: ${variable} is not set`),
    ...filled.unknown.map(
      (variable) => `unknown placeholder ${variable}: not in env/.env.${environment.name}`,
    ),
  ];
  if (holes.length > 0) return { files: null, problems: holes };

  const manifest: TeamsManifestLatest = JSON.parse(filled.text);
  const faults = await AppManifestUtils.validateAgainstSchema(manifest);
  if (faults.length > 0) return { files: null, problems: faults.map((fault) => `manifest.json: ${fault}`) };

  const color = await bytesOf(`${folder}/${manifest.icons.color}`);
  const outline = await bytesOf(`${folder}/${manifest.icons.outline}`);
  const languages = await Promise.all(
    languageFilesOf(manifest).map((file) => readLanguage(folder, file, environment)),
  );
  const problems = [
    ...manifestProblems(manifest, environment),
    ...iconProblems({ color, outline }),
    ...(await languageProblems(manifest, languages)),
  ];
  if (problems.length > 0 || color === null || outline === null) return { files: null, problems };

  const files = new Map([
    ['manifest.json', json(manifest)],
    [manifest.icons.color, color],
    [manifest.icons.outline, outline],
    ...languages.map(({ file, strings }): [string, Uint8Array] => [file, json(strings)]),
  ]);
  return { files, problems: [] };
}

/** The same files give the same bytes, on any day and in any time zone, so that a review can compare packages. */
export function zipAppPackage(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  // A ZIP holds local time without a zone, and fflate writes the local fields of the date it is given.
  const mtime = new Date(1980, 0, 1);
  const names = [...files.keys()].sort();
  return zipSync(Object.fromEntries(names.map((name) => [name, files.get(name) ?? new Uint8Array()])), {
    level: 9,
    mtime,
  });
}

async function readLanguage(
  folder: string,
  file: string,
  environment: PackageEnvironment,
): Promise<Language> {
  const bytes = await bytesOf(`${folder}/${file}`);
  if (bytes === null) return { file, strings: null };
  const strings: LanguageFile = JSON.parse(
    fillPlaceholders(new TextDecoder().decode(bytes), environment).text,
  );
  return { file, strings };
}

/** A file's bytes, `null` where there is no such file. */
async function bytesOf(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}
