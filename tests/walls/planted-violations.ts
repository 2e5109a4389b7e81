/** An import that one wall forbids. */
export interface PlantedViolation {
  readonly file: string;
  readonly statement: string;
  /** The wall that has to notice; other walls may notice too. */
  readonly wall: string;
}

const contract = '@ehr-connector/shared/contract/visit.ts';
const domain = '@ehr-connector/shared/domain/visits/visit.ts';
const postgres = '@ehr-connector/shared/adapters/postgres/store.ts';
const runtime = (from: string) => `import { value } from '${from}';\nexport const used = value;\n`;
const typeOnly = (from: string) => `import type { Value } from '${from}';\nexport type Used = Value;\n`;
const bare = (from: string) => `import '${from}';\n`;

/** Files that break no wall, and that the planted ones import. */
export const FOUNDATION: Readonly<Record<string, string>> = Object.fromEntries([
  ...[
    'shared/src/domain/visits/visit.ts',
    'shared/src/config/config.ts',
    'shared/src/adapters/http/bounded-fetch.ts',
    'shared/src/adapters/smart/launch.ts',
    'shared/src/adapters/ehr/epic/epic.ts',
    'shared/src/domain/visits/visit.test.ts',
    'bot/src/http/server.ts',
    'tabs/src/portal/board.ts',
    'sandbox/src/hospital/hospital.ts',
    'tests/database/test-database.ts',
  ].map((file) => [file, 'export type Value = 1;\nexport const value = 1;\n']),
  ['bot/src/work/two.ts', bare('./one.ts')],
  ['shared/src/contract/visit.ts', `${bare('zod')}export type Value = 1;\nexport const value = 1;\n`],
  ['shared/src/adapters/postgres/store.ts', `${bare('pg')}${bare('kysely')}export const value = 1;\n`],
]);

/** What each wall lets through. */
export const ALLOWED: Readonly<Record<string, string>> = {
  'shared/src/domain/visits/arrival.ts': runtime('./visit.ts'),
  'shared/src/domain/visits/arrival.test.ts': `${bare('node:fs')}${bare('fast-check')}${bare('../../../../tests/database/test-database.ts')}`,
  'shared/src/adapters/smart/token.ts': `${runtime('../http/bounded-fetch.ts')}${bare('openid-client')}${bare('node:crypto')}`,
  'shared/src/adapters/smart/token.test.ts': runtime('@ehr-connector/sandbox/hospital/hospital.ts'),
  'shared/src/adapters/ehr/choice.ts': runtime('./epic/epic.ts'),
  'bot/src/compose.ts': runtime(postgres),
  'bot/src/migrate.ts': runtime(postgres),
  'bot/src/teams/cards.ts': `${runtime(domain)}${bare('botbuilder')}`,
  'bot/src/http/routes.ts': `${runtime(contract)}${bare('restify')}`,
  'tabs/src/portal/visits.ts': `${runtime(contract)}${bare('@fluentui/react-components')}`,
  'tabs/src/portal/host/sign-in.ts': bare('@microsoft/teamsfx'),
  'tabs/src/visit/page.ts': typeOnly(contract),
  'sandbox/src/cloud/graph.ts': runtime('../hospital/hospital.ts'),
};

export const VIOLATIONS: readonly PlantedViolation[] = [
  ...[
    ['npm', bare('zod')],
    ['node', bare('node:crypto')],
    ['types', 'import type { Pool } from "pg";\nexport type Used = Pool;\n'],
    ['adapter', runtime(postgres)],
    ['contract', typeOnly(contract)],
  ].map(([name, statement]) => ({
    file: `shared/src/domain/visits/uses-${name}.ts`,
    statement: statement ?? '',
    wall: 'domain-imports-domain-only',
  })),
  plant('shared/src/contract/uses-jose.ts', bare('jose'), 'contract-imports-zod-only'),
  plant('shared/src/contract/uses-domain.ts', runtime(domain), 'contract-imports-zod-only'),
  plant('shared/src/config/uses-domain.ts', runtime(domain), 'config-knows-nothing-of-ours'),
  plant(
    'shared/src/adapters/graph/uses-config.ts',
    runtime('../../config/config.ts'),
    'adapters-import-domain',
  ),
  plant('shared/src/adapters/graph/uses-contract.ts', runtime(contract), 'adapters-import-domain'),
  plant('shared/src/adapters/graph/uses-smart.ts', runtime('../smart/launch.ts'), 'adapters-do-not-meet'),
  plant('shared/src/adapters/http/uses-smart.ts', runtime('../smart/launch.ts'), 'adapters-do-not-meet'),
  plant(
    'shared/src/adapters/ehr/fhir-r4/uses-epic.ts',
    typeOnly('../epic/epic.ts'),
    'ehr-adapters-do-not-meet',
  ),
  plant(
    'shared/src/adapters/smart/uses-bot.ts',
    runtime('@ehr-connector/bot/http/server.ts'),
    'shared-is-below',
  ),
  plant('tabs/src/portal/uses-domain.ts', runtime(domain), 'tabs-import-contract-only'),
  plant(
    'tabs/src/portal/uses-bot.ts',
    typeOnly('@ehr-connector/bot/http/server.ts'),
    'tabs-import-contract-only',
  ),
  plant('tabs/src/visit/runs-contract.ts', runtime(contract), 'visit-page-uses-contract-types-only'),
  plant('tabs/src/visit/uses-portal.ts', runtime('../portal/board.ts'), 'visit-page-is-light'),
  ...['@fluentui/react-components', '@microsoft/teams-js', 'react', 'zod'].map((name, index) =>
    plant(`tabs/src/visit/heavy-${index}.ts`, bare(name), 'visit-page-is-light'),
  ),
  plant(
    'bot/src/http/uses-tabs.ts',
    runtime('@ehr-connector/tabs/portal/board.ts'),
    'bot-and-tabs-do-not-meet',
  ),
  plant('bot/src/http/uses-postgres.ts', runtime(postgres), 'composition-root-knows-adapters'),
  plant(
    'bot/src/main.ts',
    typeOnly('@ehr-connector/shared/adapters/smart/launch.ts'),
    'composition-root-knows-adapters',
  ),
  ...['shared/src/adapters/smart', 'bot/src/http', 'tabs/src/portal'].map((folder) =>
    plant(
      `${folder}/uses-sandbox.ts`,
      runtime('@ehr-connector/sandbox/hospital/hospital.ts'),
      'product-does-not-know-sandbox',
    ),
  ),
  plant('sandbox/src/hospital/uses-contract.ts', typeOnly(contract), 'sandbox-does-not-know-product'),
  plant(
    'sandbox/src/hospital/uses-bot.test.ts',
    runtime('@ehr-connector/bot/http/server.ts'),
    'sandbox-does-not-know-product',
  ),
  plant('bot/src/work/uses-tests.ts', bare('../../../tests/database/test-database.ts'), 'tests-stay-outside'),
  plant('shared/src/domain/visits/uses-a-test.ts', bare('./visit.test.ts'), 'tests-stay-outside'),
  plant('bot/src/http/uses-botbuilder.ts', bare('botbuilder'), 'botbuilder-in-teams'),
  plant('bot/src/teams/uses-restify.ts', bare('restify'), 'restify-in-http'),
  plant('tabs/src/portal/uses-teamsfx.ts', bare('@microsoft/teamsfx'), 'teamsfx-in-host'),
  plant('shared/src/adapters/smart/uses-kysely.ts', bare('kysely'), 'sql-in-postgres'),
  plant(
    'shared/src/adapters/graph/uses-openid-client.ts',
    bare('openid-client'),
    'openid-client-in-smart-and-entra',
  ),
  plant('bot/src/http/uses-graphile-worker.ts', bare('graphile-worker'), 'graphile-worker-in-work'),
  plant('bot/src/work/one.ts', bare('./two.ts'), 'no-cycles'),
  plant('bot/src/work/lost.ts', bare('./nowhere.ts'), 'resolvable'),
];

function plant(file: string, statement: string, wall: string): PlantedViolation {
  return { file, statement, wall };
}
