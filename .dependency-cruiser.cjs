/**
 * The walls of docs/architecture.md, checked by `npm run check`; tests/walls.test.ts sees each of them hold.
 *
 * Tests may import anything of their own room and what lies in tests/, and talk to the sandbox's servers.
 */
const TESTS = ['\\.test\\.tsx?$', '\\.test-support\\.tsx?$', '/testing/'];
const npm = (...names) => names.map((name) => `(^|/)node_modules/${name}(/|$)`);

/** These names stay behind the one folder that speaks their language. */
const CONFINED = [
  {
    name: 'botbuilder-in-teams',
    packages: npm('botbuilder[^/]*', 'botframework-[^/]+'),
    home: '^bot/src/teams/',
  },
  {
    name: 'restify-in-http',
    packages: npm('restify', 'restify-[^/]+', '@types/restify'),
    home: '^bot/src/http/',
  },
  { name: 'teamsfx-in-host', packages: npm('@microsoft/teamsfx'), home: '^tabs/src/portal/host/' },
  { name: 'sql-in-postgres', packages: npm('kysely'), home: '^shared/src/adapters/postgres/' },
  {
    name: 'openid-client-in-smart-and-entra',
    packages: npm('openid-client'),
    home: '^shared/src/adapters/(smart|entra)/',
  },
  { name: 'graphile-worker-in-work', packages: npm('graphile-worker'), home: '^bot/src/(work|compose)' },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Of two files that import each other, neither can be read alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere would slip through every wall.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'domain-imports-domain-only',
      comment: 'No npm package, no node:, no clock, no randomness, nothing of ours outside the domain.',
      severity: 'error',
      from: { path: '^shared/src/domain/', pathNot: TESTS },
      to: { pathNot: '^shared/src/domain/' },
    },
    {
      name: 'contract-imports-zod-only',
      comment: 'The contract is all that tabs/ sees of shared/, and goes to browsers.',
      severity: 'error',
      from: { path: '^shared/src/contract/', pathNot: TESTS },
      to: { pathNot: ['^shared/src/contract/', ...npm('zod')] },
    },
    {
      name: 'config-knows-nothing-of-ours',
      comment: 'The reader of the environment knows none of those it reads for.',
      severity: 'error',
      from: { path: '^shared/src/config/', pathNot: TESTS },
      to: { path: '^shared/src/', pathNot: '^shared/src/config/' },
    },
    {
      name: 'adapters-import-domain',
      comment:
        'Of ours, an adapter knows the domain; how an adapter is told its settings is the matter of bot/.',
      severity: 'error',
      from: { path: '^shared/src/adapters/', pathNot: TESTS },
      to: { path: '^(shared/src|bot|tabs)/', pathNot: '^shared/src/(domain|adapters)/' },
    },
    {
      name: 'adapters-do-not-meet',
      comment: 'Two adapters never import each other; http/ is what all that speak HTTP speak it with.',
      severity: 'error',
      from: { path: '^shared/src/adapters/([^/]+)/', pathNot: TESTS },
      to: { path: '^shared/src/adapters/', pathNot: '^shared/src/adapters/($1|http)/' },
    },
    {
      name: 'ehr-adapters-do-not-meet',
      comment: 'What two kinds of EHR share lies in ehr/ itself.',
      severity: 'error',
      from: { path: '^shared/src/adapters/ehr/([^/]+)/', pathNot: TESTS },
      to: { path: '^shared/src/adapters/ehr/[^/]+/', pathNot: '^shared/src/adapters/ehr/$1/' },
    },
    {
      name: 'shared-is-below',
      comment: 'shared/ is used by bot/ and tabs/, never the other way round.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(bot|tabs)/' },
    },
    {
      name: 'tabs-import-contract-only',
      comment: 'What runs in a browser sees our HTTP API and nothing else of ours.',
      severity: 'error',
      from: { path: '^tabs/' },
      to: { path: '^(shared|bot)/', pathNot: '^shared/src/contract/' },
    },
    {
      name: 'visit-page-uses-contract-types-only',
      comment: "The patient's page is light: zod is not sent to it.",
      severity: 'error',
      from: { path: '^tabs/src/visit/', pathNot: TESTS },
      to: { path: '^shared/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'visit-page-is-light',
      comment:
        "The patient's page carries no Fluent, no teams-js, no React, no zod and nothing of the portal.",
      severity: 'error',
      from: { path: '^tabs/src/visit/', pathNot: TESTS },
      to: {
        path: [
          '^tabs/src/portal/',
          ...npm('@fluentui/[^/]+', '@microsoft/[^/]+', 'react', 'react-dom', 'zod'),
        ],
      },
    },
    {
      name: 'bot-and-tabs-do-not-meet',
      comment: 'They meet over HTTP.',
      severity: 'error',
      from: { path: '^bot/' },
      to: { path: '^tabs/' },
    },
    {
      name: 'composition-root-knows-adapters',
      comment:
        'Only what composes and the owner’s commands know an adapter; everybody else is handed a port.',
      severity: 'error',
      from: { path: '^bot/src/', pathNot: [...TESTS, '^bot/src/(compose|migrate|provision|audit)'] },
      to: { path: '^shared/src/adapters/' },
    },
    {
      name: 'product-does-not-know-sandbox',
      comment: 'The sandbox only changes the URLs.',
      severity: 'error',
      from: { path: '^(shared|bot|tabs)/', pathNot: TESTS },
      to: { path: '^sandbox/' },
    },
    {
      name: 'sandbox-does-not-know-product',
      comment: 'A pretend party that shared code with us would share our mistakes.',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^(shared|bot|tabs)/' },
    },
    {
      name: 'tests-stay-outside',
      comment: 'Only tests import what is there for tests.',
      severity: 'error',
      from: { path: '^(shared|bot|tabs|sandbox)/', pathNot: TESTS },
      to: { path: ['^tests/', ...TESTS] },
    },
    ...CONFINED.map(({ name, packages, home }) => ({
      name,
      comment: `This package is for ${home} only, so that it can be replaced there.`,
      severity: 'error',
      from: { path: '^(shared|bot|tabs)/', pathNot: [...TESTS, home] },
      to: { path: packages },
    })),
  ],
  options: {
    exclude: { path: '^(shared|bot|tabs|sandbox)/(dist|coverage)/' },
    doNotFollow: { path: ['(^|/)node_modules/', '^tests/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      mainFields: ['module', 'main', 'types', 'typings'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
