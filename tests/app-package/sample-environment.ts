import { readdirSync } from 'node:fs';
import { type PackageEnvironment, readEnvironment } from '../../appPackage/environment.ts';

export const root = `${import.meta.dirname}/../..`;

/** Environments that have a file; `local.sample` is what a developer copies to `.env.local`. */
export const environmentNames: readonly string[] = readdirSync(`${root}/env`)
  .filter((file) => file.startsWith('.env.') && !file.includes('user') && file !== '.env.local')
  .map((file) => file.slice('.env.'.length));

/** What provisioning and the person in charge would have written. */
export const provisioned = {
  TEAMS_APP_ID: '0e3a6f5c-5a1e-4a8b-9a53-2c9c1d8f7b10',
  AAD_APP_CLIENT_ID: '5c0f4b7e-93a2-4f0e-8d21-7a6e1f3b9c22',
  PUBLIC_URL: 'https://visits.example.org',
  PUBLIC_HOST: 'visits.example.org',
  DEVELOPER_NAME: 'Virtual visits team',
  DEVELOPER_WEBSITE_URL: 'https://example.org/visits',
  PRIVACY_URL: 'https://example.org/visits/privacy',
  TERMS_OF_USE_URL: 'https://example.org/visits/terms',
};

/** The named environment as it is after provisioning. */
export async function environmentOf(
  name: string,
  overrides: Readonly<Record<string, string>> = {},
): Promise<PackageEnvironment> {
  const overridden = { ...provisioned, ...overrides };
  const environment = await readEnvironment({ folder: `${root}/env`, name, overrides: overridden });
  return { name: name.replace(/\.sample$/, ''), values: environment.values };
}
