import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { MicrosoftCloud } from './cloud/microsoft-cloud.ts';
import { DATA_REGION } from './organization-file.ts';
import type { DatabaseAccess } from './postgres/roles.ts';

/** The app as it is registered in Entra and Teams. One registration serves app and bot, as the toolkit makes it. */
export interface AppRegistration {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The id in the app's manifest. */
  readonly teamsAppId: string;
}

export function createAppRegistration(): AppRegistration {
  return {
    clientId: 'a99c0000-0000-4000-8000-000000000001',
    clientSecret: randomBytes(24).toString('base64url'),
    teamsAppId: 'a99c0000-0000-4000-8000-000000000002',
  };
}

/** The configuration an operator would write: ordinary environment variables. */
export function serviceEnvironment(world: {
  readonly publicUrl: string;
  readonly port: number;
  readonly cloud: MicrosoftCloud;
  readonly app: AppRegistration;
  readonly database: DatabaseAccess;
  readonly encryptionKey: string;
  readonly logLevel: string;
}): Readonly<Record<string, string>> {
  const { cloud, app, database } = world;
  return {
    PORT: String(world.port),
    PUBLIC_URL: world.publicUrl,
    TEAMS_ORIGINS: cloud.url,
    TEAMS_WEB_URL: cloud.url,
    TEAMS_APP_ID: app.teamsAppId,
    DATABASE_URL: database.databaseUrl,
    DATA_REGION,
    ENTRA_AUTHORITY: cloud.authority,
    ENTRA_CLIENT_ID: app.clientId,
    ENTRA_CLIENT_SECRET: app.clientSecret,
    GRAPH_URL: cloud.graphUrl,
    BOT_ID: app.clientId,
    BOT_SECRET: app.clientSecret,
    BOT_OPENID_METADATA_URL: cloud.botOpenIdMetadataUrl,
    BOT_TOKEN_URL: `${cloud.authority}/botframework.com/oauth2/v2.0/token`,
    BOT_SERVICE_URL: cloud.serviceUrl,
    ENCRYPTION_KEY: world.encryptionKey,
    AUDIT_SIGNING_KEY: createSigningKey(),
    LOG_LEVEL: world.logLevel,
  };
}

/** @returns `<key id>:<32 bytes in base64>`, as the service wants it. */
export function createEncryptionKey(): string {
  return `sandbox:${randomBytes(32).toString('base64')}`;
}

/** @returns an Ed25519 private key, as base64url of its JWK. */
function createSigningKey(): string {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return Buffer.from(JSON.stringify(jwk)).toString('base64url');
}
