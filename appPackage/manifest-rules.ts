import type { TeamsManifestLatest } from '@microsoft/app-manifest';
import type { PackageEnvironment } from './environment.ts';
import { isKnownRscPermission } from './rsc-permissions.ts';

/** Faults of a manifest that is valid by its schema and would still fail in Teams. */
export function manifestProblems(manifest: TeamsManifestLatest, environment: PackageEnvironment): string[] {
  return [
    ...leftoverProblems(manifest),
    ...permissionProblems(manifest),
    ...addressProblems(manifest, environment),
    ...domainProblems(manifest),
    ...identityProblems(manifest),
    ...botProblems(manifest),
  ];
}

function leftoverProblems(manifest: TeamsManifestLatest): string[] {
  const leftovers = JSON.stringify(manifest).match(/\$?\{\{[^}"]*\}\}/g) ?? [];
  return [...new Set(leftovers)].map((leftover) => `unknown placeholder ${leftover}`);
}

function permissionProblems(manifest: TeamsManifestLatest): string[] {
  return (manifest.authorization?.permissions?.resourceSpecific ?? [])
    .filter((permission) => !isKnownRscPermission(permission))
    .map(({ name, type }) => `authorization: Teams knows no ${type} permission ${name} for a chat`);
}

/** Addresses Teams opens: all of them must be https, except on a developer's own machine. */
function addressProblems(manifest: TeamsManifestLatest, environment: PackageEnvironment): string[] {
  const problems: string[] = [];
  for (const [name, address] of addressesOf(manifest)) {
    const url = URL.parse(address);
    if (url === null) problems.push(`${name}: ${address} is not a URL`);
    else if (url.protocol !== 'https:' && !(environment.name === 'local' && isLoopback(url))) {
      problems.push(`${name}: ${address} must be https`);
    }
  }
  return problems;
}

function addressesOf(manifest: TeamsManifestLatest): [string, string][] {
  const { websiteUrl, privacyUrl, termsOfUseUrl } = manifest.developer;
  return [
    ...tabAddressesOf(manifest),
    ['developer.websiteUrl', websiteUrl],
    ['developer.privacyUrl', privacyUrl],
    ['developer.termsOfUseUrl', termsOfUseUrl],
  ];
}

function tabAddressesOf(manifest: TeamsManifestLatest): [string, string][] {
  return (manifest.staticTabs ?? []).flatMap((tab, at) =>
    Object.entries({ contentUrl: tab.contentUrl, websiteUrl: tab.websiteUrl }).flatMap(
      ([kind, address]): [string, string][] =>
        address === undefined ? [] : [[`staticTabs[${at}].${kind}`, address]],
    ),
  );
}

function isLoopback(url: URL): boolean {
  return url.hostname === 'localhost' || url.hostname === '[::1]' || url.hostname.startsWith('127.');
}

/** A tab outside `validDomains` stays blank in Teams; a wildcard would let in neighbours on a shared domain. */
function domainProblems(manifest: TeamsManifestLatest): string[] {
  const domains = manifest.validDomains ?? [];
  const wide = domains.filter((domain) => domain.includes('*') || domain.includes('/'));
  const outside = tabAddressesOf(manifest).filter(([, address]) => {
    const host = URL.parse(address)?.host;
    return host !== undefined && !domains.includes(host);
  });
  return [
    ...wide.map((domain) => `validDomains: ${domain} must be one host, without scheme, path or wildcard`),
    ...outside.map(([name, address]) => `${name}: the host of ${address} is not among validDomains`),
  ];
}

/**
 * One Entra application speaks for the bot, the tab and Graph: resource-specific consent and the
 * installation permissions for "self" are granted to `webApplicationInfo.id` alone.
 */
function identityProblems(manifest: TeamsManifestLatest): string[] {
  const web = manifest.webApplicationInfo;
  if (web === undefined) return ['webApplicationInfo: is missing; resource-specific consent needs it'];
  const resources = (manifest.validDomains ?? []).map((domain) => `api://${domain}/${web.id}`);
  return [
    ...(manifest.bots ?? [])
      .filter((bot) => bot.botId !== web.id)
      .map((bot) => `bots: botId ${bot.botId} is not webApplicationInfo.id`),
    ...(resources.includes(web.resource ?? '')
      ? []
      : ['webApplicationInfo.resource: must be api://<a valid domain>/<webApplicationInfo.id>']),
  ];
}

/** Where the bot has to be: in chats and teams it is told of meetings, and can be a fallback only where it was added. */
const BOT_SCOPES = ['personal', 'groupChat', 'team'] as const;

function botProblems(manifest: TeamsManifestLatest): string[] {
  const bots = manifest.bots ?? [];
  if (bots.length === 0) return ['bots: there is none'];
  return bots.flatMap(({ scopes }) =>
    BOT_SCOPES.filter((scope) => !scopes.includes(scope)).map(
      (scope) => `bots: scopes must hold ${scope}, or the app cannot be added there`,
    ),
  );
}
