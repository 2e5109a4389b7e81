import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { environmentNames, root } from './sample-environment.ts';

const schema = JSON.parse(readFileSync(`${root}/appPackage/schema/yaml.schema.json`, 'utf8'));
const read = (file: string): string => readFileSync(`${root}/${file}`, 'utf8');

function faults(lifecycle: unknown): string[] {
  const ajv = new Ajv({ allErrors: true, strict: false });
  ajv.validate(schema, lifecycle);
  return (ajv.errors ?? []).map((fault) => `${fault.instancePath} ${fault.message}`);
}

const files = ['teamsapp.yml', 'teamsapp.local.yml'];

test.each(files)('%s is valid by the schema of the Agents Toolkit', (file) => {
  expect(faults(parse(read(file)))).toEqual([]);
});

test.each(files)('%s with an action the toolkit does not know is not', (file) => {
  const lifecycle = parse(read(file));
  lifecycle.provision[0].uses = 'teamsApp/invent';
  expect(faults(lifecycle)).not.toEqual([]);
});

test.each(files)('%s with a secret that would land in a committed file is not', (file) => {
  const changed = read(file).replace('SECRET_AAD_APP_CLIENT_SECRET', 'AAD_APP_CLIENT_SECRET');
  expect(faults(parse(changed))).not.toEqual([]);
});

const SETTINGS = [
  [
    'PORT',
    'PUBLIC_URL',
    'TEAMS_ORIGINS',
    'TRUSTED_PROXIES',
    'DATABASE_URL',
    'DATABASE_OWNER_URL',
    'DATA_REGION',
  ],
  ['ENTRA_AUTHORITY', 'ENTRA_CLIENT_ID', 'ENTRA_CLIENT_SECRET', 'GRAPH_URL', 'BOT_ID', 'BOT_SECRET'],
  ['BOT_OPENID_METADATA_URL', 'BOT_TOKEN_URL', 'BOT_SERVICE_URL', 'TEAMS_APP_ID', 'TEAMS_WEB_URL'],
  ['ENCRYPTION_KEY', 'LOG_LEVEL'],
].flat();

test('a developer’s machine and production set every variable the service reads', () => {
  const local = parse(read('teamsapp.local.yml')).deploy.at(-1).with.envs;
  expect(Object.keys(local).sort()).toEqual([...SETTINGS].sort());
  const production = [...read('infra/service.bicep').matchAll(/^ {4}([A-Z][A-Z_]+):/gm)].map(
    ([, name]) => name,
  );
  expect(production.filter((name) => name !== 'SCM_DO_BUILD_DURING_DEPLOYMENT').sort()).toEqual(
    [...SETTINGS].sort(),
  );
});

test('infra is given exactly the parameters it has no value for', () => {
  const declared = [...read('infra/azure.bicep').matchAll(/^param (\w+) \w+$/gm)].map(([, name]) => name);
  const { parameters } = JSON.parse(read('infra/azure.parameters.json'));
  expect(Object.keys(parameters).sort()).toEqual(declared.sort());
});

test.each(environmentNames)('every placeholder is declared in environment %s, secrets apart', (name) => {
  const declared = new Set(
    [...`${read(`env/.env.${name}`)}\n${read('env/.env.user.sample')}`.matchAll(/^([A-Z_]+)=/gm)].map(
      ([, it]) => it,
    ),
  );
  const templates = ['appPackage/manifest.json', 'appPackage/aad.manifest.json'];
  const lifecycle =
    name === 'local.sample' ? ['teamsapp.local.yml'] : ['teamsapp.yml', 'infra/azure.parameters.json'];
  const used = [...templates, ...lifecycle].flatMap((file) =>
    [...read(file).matchAll(/\$\{\{(\w+)\}\}/g)].map(([, it]) => it),
  );
  expect(used.filter((it) => !declared.has(it))).toEqual([]);
});

test('no committed environment holds a secret', () => {
  for (const name of environmentNames) expect(read(`env/.env.${name}`)).not.toMatch(/^SECRET_/m);
  expect(read('env/.env.user.sample')).not.toMatch(/^\w+=./m);
});
