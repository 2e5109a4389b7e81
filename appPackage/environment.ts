import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';

/** What the placeholders of the package stand for in one environment. */
export interface PackageEnvironment {
  /** The `<name>` of `env/.env.<name>`; `local` is a developer's own machine. */
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Reads `<folder>/.env.<name>`; a variable that file declares can be overridden from outside, as a
 * pipeline does with what it has just provisioned.
 *
 * @throws when the file cannot be read.
 */
export async function readEnvironment(source: {
  folder: string;
  name: string;
  overrides: Readonly<Record<string, string | undefined>>;
}): Promise<PackageEnvironment> {
  const declared = parseEnv(await readFile(`${source.folder}/.env.${source.name}`, 'utf8'));
  const values: Record<string, string> = {};
  for (const [variable, value] of Object.entries(declared)) {
    values[variable] = source.overrides[variable] ?? value ?? '';
  }
  return { name: source.name, values };
}

/** The Agents Toolkit's own pattern of a placeholder. */
const PLACEHOLDER = /\$\{\{ *([a-zA-Z_][a-zA-Z0-9_]*) *\}\}/g;

/** The one variable that may be empty, as in the Agents Toolkit: production has no suffix. */
const MAY_BE_EMPTY = 'APP_NAME_SUFFIX';

export interface Filled {
  readonly text: string;
  /** Variables the environment declares and leaves empty. */
  readonly unset: readonly string[];
  /** Variables the environment does not declare at all: usually a typing error in the template. */
  readonly unknown: readonly string[];
}

/** Puts the environment's values into a JSON template; what has no value stays as it is and is listed. */
export function fillPlaceholders(template: string, environment: PackageEnvironment): Filled {
  const unset = new Set<string>();
  const unknown = new Set<string>();
  const text = template.replace(PLACEHOLDER, (placeholder, variable: string) => {
    const value = environment.values[variable];
    if (value === undefined) unknown.add(variable);
    else if (value === '' && variable !== MAY_BE_EMPTY) unset.add(variable);
    else return JSON.stringify(value).slice(1, -1);
    return placeholder;
  });
  return { text, unset: [...unset], unknown: [...unknown] };
}
