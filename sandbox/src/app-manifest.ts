import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResourceSpecificPermission } from './cloud/registration.ts';
import type { TeamsTab } from './teams/teams-deps.ts';

/** What an administrator's upload of the app package tells Teams. */
export interface InstalledApp {
  readonly name: string;
  readonly tab: TeamsTab;
  readonly resourceSpecificPermissions: readonly ResourceSpecificPermission[];
}

interface Manifest {
  readonly id: string;
  readonly name: { readonly short: string };
  readonly staticTabs: readonly { entityId: string; contentUrl: string; name: string }[];
  readonly authorization: {
    readonly permissions: { readonly resourceSpecific: readonly { name: string; type: string }[] };
  };
}

/**
 * Reads `appPackage/manifest.json` as Teams would after `teamsapp provision`.
 *
 * @param values what the manifest's `${{NAME}}` stand for; a name without a value stands for nothing.
 */
export async function readAppManifest(
  repository: string,
  values: Readonly<Record<string, string>>,
): Promise<InstalledApp> {
  const text = await readFile(join(repository, 'appPackage', 'manifest.json'), 'utf8');
  const filled = text.replaceAll(/\$\{\{(\w+)\}\}/g, (_all, name: string) => values[name] ?? '');
  const manifest = JSON.parse(filled) as Manifest;
  const [tab] = manifest.staticTabs;
  if (!tab) throw new Error('The app package has no tab.');
  return {
    name: manifest.name.short,
    tab: {
      appId: manifest.id,
      entityId: tab.entityId,
      contentUrl: tab.contentUrl,
      name: manifest.name.short,
    },
    resourceSpecificPermissions: manifest.authorization.permissions.resourceSpecific.map(
      ({ name, type }) => ({
        permissionValue: name,
        permissionType: type === 'Application' ? 'Application' : 'Delegated',
      }),
    ),
  };
}
