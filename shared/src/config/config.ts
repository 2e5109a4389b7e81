import type { z } from 'zod';
import { AuditEnvironment, Environment, OwnerEnvironment } from './environment.ts';

export type Config = z.infer<typeof Environment> & {
  /** Plain-http and loopback peers are accepted only while the service itself is on loopback. */
  readonly allowsInsecureLoopback: boolean;
};
export type OwnerConfig = z.infer<typeof OwnerEnvironment>;

/** The configuration is unusable. The message names every variable that is wrong, and never a value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Whom we talk to, and ourselves. */
const PEERS = [
  'PUBLIC_URL',
  'ENTRA_AUTHORITY',
  'GRAPH_URL',
  'BOT_OPENID_METADATA_URL',
  'BOT_TOKEN_URL',
  'BOT_SERVICE_URL',
] as const;

/** @throws {ConfigError} naming everything that is wrong at once. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const allowsInsecureLoopback = isLoopback(env.PUBLIC_URL ?? '');
  const insecure = PEERS.filter((name) => {
    const value = env[name] ?? '';
    return /^http:/i.test(value) && !(allowsInsecureLoopback && isLoopback(value));
  }).map((name) => `${name}: must be https (plain http only while all is on loopback)`);
  const unframeable =
    !allowsInsecureLoopback && env.TEAMS_ORIGINS?.includes('[')
      ? ['TEAMS_ORIGINS: hosts are named, not given as IPv6 addresses']
      : [];
  return { ...parse(Environment, env, [...insecure, ...unframeable]), allowsInsecureLoopback };
}

/** For the commands that act as the owner of the schema. @throws {ConfigError} */
export function readOwnerConfig(env: NodeJS.ProcessEnv = process.env): OwnerConfig {
  return parse(OwnerEnvironment, env);
}

/** For the commands that look after the audit log. @throws {ConfigError} */
export function readAuditConfig(env: NodeJS.ProcessEnv = process.env) {
  const { AUDIT_SIGNING_KEY: own, AUDIT_VERIFICATION_KEYS: others, ...config } = parse(AuditEnvironment, env);
  const keys = [...(own === undefined ? [] : [own]), ...others];
  if (keys.length === 0)
    throw new ConfigError('AUDIT_SIGNING_KEY: is missing, and so is AUDIT_VERIFICATION_KEYS; one is needed');
  return { ...config, keys };
}

/** @param others problems that no single value shows. */
function parse<T>(schema: z.ZodType<T>, env: NodeJS.ProcessEnv, others: readonly string[] = []): T {
  // An empty variable is an unset one: shells and pipelines make no difference either.
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(given);
  const problems = (result.error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0]);
    return `${name}: ${name in given ? 'is malformed' : 'is missing'}`;
  });
  if (result.success && others.length === 0) return result.data;
  throw new ConfigError([...new Set([...problems, ...others])].join('\n'));
}

function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
