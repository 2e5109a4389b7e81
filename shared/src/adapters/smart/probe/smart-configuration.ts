import { z } from 'zod';
import type { EhrAuthority } from '../../../domain/connections/connection.ts';
import type { CheckResult } from '../../../domain/connections/probe.ts';
import { HttpFault, isAllowedUrl } from '../../http/bounded-fetch.ts';
import { listOf } from '../../http/list-of.ts';
import { failed, fine, isKeepable, listed } from './check-result.ts';
import { ask, below, isOwnHost, type ProbedEhr } from './probed-ehr.ts';

const Names = listOf(z.string()).optional();

const SmartDocument = z.object({
  issuer: z.string().optional(),
  jwks_uri: z.string().optional(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  token_endpoint_auth_methods_supported: Names,
  token_endpoint_auth_signing_alg_values_supported: Names,
  code_challenge_methods_supported: Names,
  capabilities: Names,
});
export type SmartDocument = z.infer<typeof SmartDocument>;

const OpenIdDocument = z.object({ issuer: z.string(), jwks_uri: z.string() });

export interface SmartFound {
  readonly result: CheckResult;
  /** `null` when it could not be read. */
  readonly document: SmartDocument | null;
  /** `null` unless all of it is sound. */
  readonly authority: EhrAuthority | null;
}

/**
 * Reads the SMART configuration, and the issuer's OpenID configuration where only that names the keys.
 *
 * @see {@link https://hl7.org/fhir/smart-app-launch/conformance.html}
 */
export async function checkSmartConfiguration(ehr: ProbedEhr): Promise<SmartFound> {
  const read = await readDocument(ehr);
  if ('outcome' in read) return { result: read, document: null, authority: null };
  const found = await authorityIn(read, ehr);
  const result =
    'outcome' in found
      ? found
      : (pkceProblem(read) ?? changed(found, ehr) ?? fine('smart-configuration', 'smart-fine'));
  const isSound = result.outcome === 'fine' && !('outcome' in found);
  return { result, document: read, authority: isSound ? found : null };
}

async function readDocument(ehr: ProbedEhr): Promise<SmartDocument | CheckResult> {
  const url = below(ehr, '.well-known/smart-configuration');
  const response = await ask(ehr, url).catch(faultOnly);
  if (response instanceof HttpFault) {
    return failed('smart-configuration', 'smart-missing', { status: response.reason });
  }
  if (!response.ok) return failed('smart-configuration', 'smart-missing', { status: `${response.status}` });
  const document = SmartDocument.safeParse(await response.json().catch(() => null));
  if (document.success) return document.data;
  const wrong = new Set(document.error.issues.map(({ path }) => String(path[0] ?? 'JSON')));
  return failed('smart-configuration', 'smart-malformed', { missing: listed([...wrong]) });
}

async function authorityIn(document: SmartDocument, ehr: ProbedEhr): Promise<EhrAuthority | CheckResult> {
  const { issuer } = document;
  if (issuer === undefined || issuer === '') return failed('smart-configuration', 'smart-without-issuer');
  const named = {
    issuer,
    authorization_endpoint: document.authorization_endpoint,
    token_endpoint: document.token_endpoint,
    ...(document.jwks_uri !== undefined && { jwks_uri: document.jwks_uri }),
  };
  const problem = addressProblem(named, ehr);
  if (problem) return problem;
  const jwksUri = document.jwks_uri ?? (await jwksUriOf(issuer, ehr));
  if (jwksUri === null) return failed('smart-configuration', 'smart-malformed', { missing: 'jwks_uri' });
  return (
    addressProblem({ jwks_uri: jwksUri }, ehr) ?? {
      issuer,
      authorizationEndpoint: absolute(document.authorization_endpoint, ehr),
      tokenEndpoint: absolute(document.token_endpoint, ehr),
      jwksUri: absolute(jwksUri, ehr),
    }
  );
}

/** Legacy servers give addresses relative to the FHIR base: SMART App Launch 2.2, "conformance". */
function absolute(url: string, ehr: ProbedEhr): string {
  const base = below(ehr, '');
  return URL.canParse(url) || !URL.canParse(url, base) ? url : new URL(url, base).href;
}

function addressProblem(named: Readonly<Record<string, string>>, ehr: ProbedEhr): CheckResult | null {
  for (const [endpoint, value] of Object.entries(named)) {
    const url = absolute(value, ehr);
    if (!URL.canParse(url) || !isKeepable(value))
      return failed('smart-configuration', 'smart-malformed', { missing: endpoint });
    const { host, hostname } = new URL(url);
    if (!isAllowedUrl(url, ehr.allowInsecureLoopback)) {
      return failed('smart-configuration', 'smart-endpoint-insecure', { endpoint, host });
    }
    if (!isOwnHost(ehr, hostname)) {
      return failed('smart-configuration', 'smart-endpoint-elsewhere', { endpoint, host });
    }
  }
  return null;
}

/** @see {@link https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig} */
async function jwksUriOf(issuer: string, ehr: ProbedEhr): Promise<string | null> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await ask(ehr, url).catch(faultOnly);
  if (response instanceof HttpFault || !response.ok) return null;
  const { data } = OpenIdDocument.safeParse(await response.json().catch(() => null));
  return data?.issuer === issuer ? data.jwks_uri : null;
}

function pkceProblem({ code_challenge_methods_supported: methods = [] }: SmartDocument): CheckResult | null {
  if (!methods.includes('S256')) {
    return failed('smart-configuration', 'smart-without-s256', { methods: listed(methods) });
  }
  // SMART App Launch 2.2: servers SHALL NOT support it.
  return methods.includes('plain') ? failed('smart-configuration', 'smart-allows-plain') : null;
}

function changed(found: EhrAuthority, { subject: { pinned } }: ProbedEhr): CheckResult | null {
  if (pinned === null) return null;
  const names = ['issuer', 'authorizationEndpoint', 'tokenEndpoint', 'jwksUri'] as const;
  const differing = names.filter((name) => found[name] !== pinned[name]);
  return differing.length === 0
    ? null
    : failed('smart-configuration', 'smart-authority-changed', { changed: listed(differing) });
}

/** What the other side did; everything else is a bug. */
export function faultOnly(error: unknown): HttpFault {
  if (error instanceof HttpFault) return error;
  throw error;
}
