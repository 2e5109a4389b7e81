import { readFileSync } from 'node:fs';
import { newCheckpointKey } from '@ehr-connector/shared/adapters/node/checkpoint-keys.ts';
import { readConfig } from '@ehr-connector/shared/config/config.ts';
import { Environment, OwnerEnvironment } from '@ehr-connector/shared/config/environment.ts';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { fillPlaceholders } from '../../appPackage/environment.ts';
import { environmentNames, environmentOf, root } from './sample-environment.ts';

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

const settings = { ...Environment.shape, ...OwnerEnvironment.shape };
const required = Object.entries(settings).flatMap(([name, schema]) =>
  schema.safeParse(undefined).success ? [] : [name],
);
const local: Record<string, unknown> = parse(read('teamsapp.local.yml')).deploy.at(-1).with.envs;
const production = [...read('infra/service.bicep').matchAll(/^ {4}([A-Z][A-Z_]+):/gm)].map(
  ([, name]) => name ?? '',
);

test.each([
  ['a developer’s machine', Object.keys(local)],
  ['production', production.filter((name) => name !== 'SCM_DO_BUILD_DURING_DEPLOYMENT')],
])('%s sets all that the service must be told, and nothing it does not know', (_, names) => {
  expect(required.filter((name) => !names.includes(name))).toEqual([]);
  expect(names.filter((name) => !(name in settings))).toEqual([]);
});

test('the service accepts the settings of a developer’s machine', async () => {
  const { values } = await environmentOf('local.sample');
  const secrets = {
    SECRET_AAD_APP_CLIENT_SECRET: 'secret',
    SECRET_DATABASE_URL: 'postgres://service@localhost/ehr_connector',
    SECRET_DATABASE_OWNER_URL: 'postgres://owner@localhost/ehr_connector',
    SECRET_AUDIT_SIGNING_KEY: (await newCheckpointKey()).signing,
    SECRET_ENCRYPTION_KEY: `2026-1:${Buffer.alloc(32).toString('base64')}`,
  };
  const environment = { name: 'local', values: { ...values, ...secrets } };
  const filled = fillPlaceholders(JSON.stringify(local), environment);
  expect([filled.unset, filled.unknown]).toEqual([[], []]);
  const config = readConfig(
    Object.fromEntries(Object.entries(JSON.parse(filled.text)).map(([name, value]) => [name, String(value)])),
  );
  expect(config.TEAMS_ORIGINS).toEqual([
    'https://teams.microsoft.com',
    'https://*.teams.microsoft.com',
    'https://*.cloud.microsoft',
  ]);
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
