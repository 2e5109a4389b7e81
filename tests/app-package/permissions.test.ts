import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from './sample-environment.ts';

const manifest = JSON.parse(readFileSync(`${root}/appPackage/manifest.json`, 'utf8'));
const application = JSON.parse(readFileSync(`${root}/appPackage/aad.manifest.json`, 'utf8'));
const page = readFileSync(`${root}/docs/app-package.md`, 'utf8');

/** Rows of the table under a heading; the first cell is a code span, the last is the reason. */
function documented(heading: string): { name: string; cells: string[]; reason: string }[] {
  const section = page.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim().replaceAll('`', '')))
    .map((cells) => ({ name: cells[0] ?? '', cells, reason: cells.at(-1) ?? '' }));
}

test('every permission in a meeting is documented with its reason, and no other', () => {
  const rows = documented('Permissions in a meeting');
  const asked = manifest.authorization.permissions.resourceSpecific.map(({ name }: { name: string }) => name);
  expect(rows.map(({ name }) => name)).toEqual(asked);
  for (const { reason } of rows) expect(reason.length).toBeGreaterThan(30);
});

test('every Microsoft Graph permission is documented with its id and reason, and no other', () => {
  const rows = documented('Microsoft Graph permissions');
  const [graph, ...others] = application.requiredResourceAccess;
  expect(others).toEqual([]);
  expect(graph.resourceAppId).toBe('00000003-0000-0000-c000-000000000000');
  const kinds: Record<string, string> = { delegated: 'Scope', application: 'Role' };
  expect(rows.map(({ cells }) => ({ id: cells[2], type: kinds[cells[1] ?? ''] }))).toEqual(
    graph.resourceAccess,
  );
  for (const { reason } of rows) expect(reason.length).toBeGreaterThan(30);
});

test('every general permission of the manifest is documented, and no other', () => {
  expect(documented('General permissions').map(({ name }) => name)).toEqual(manifest.permissions);
});

test('every role is documented, and no other', () => {
  const roles = application.appRoles.map(({ value }: { value: string }) => value);
  expect(roles).toEqual(['Clinician', 'Coordinator', 'ConfigAdmin', 'Auditor']);
  expect(documented('Roles').map(({ name }) => name)).toEqual(roles);
});

test('tokens say which directory roles somebody has, for the first administrator', () => {
  expect(application.groupMembershipClaims).toBe('DirectoryRole');
});

test('ids of roles are unique', () => {
  const ids = application.appRoles.map(({ id }: { id: string }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('the Entra application and the manifest name the same resource', () => {
  expect(application.identifierUris).toEqual([manifest.webApplicationInfo.resource]);
});

test('only Teams may ask for a token of the signed-in user without consent', () => {
  const [scope] = application.api.oauth2PermissionScopes;
  expect(scope.value).toBe('access_as_user');
  // Teams on desktop and mobile; Teams on the web.
  expect(application.api.preAuthorizedApplications).toEqual(
    ['1fec8e78-bce4-4aaf-ab1b-5451cc387264', '5e3ce6c0-2b1f-4285-8d4b-75ee78787346'].map((appId) => ({
      appId,
      delegatedPermissionIds: [scope.id],
    })),
  );
});

test.each(['teamsapp.yml', 'teamsapp.local.yml'])(
  '%s creates the application for the same tenants',
  (file) => {
    const { provision } = parse(readFileSync(`${root}/${file}`, 'utf8'));
    const create = provision.find(({ uses }: { uses: string }) => uses === 'aadApp/create');
    expect(create.with.signInAudience).toBe(application.signInAudience);
  },
);
