import { z } from 'zod';
import { AllowedNetworks } from './allowed-networks.ts';
import { AuditSigningKey, AuditVerificationKey } from './audit-keys.ts';

const Port = z.coerce.number().int().min(1).max(65_535);
const Url = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/$/, ''));
/** Scheme, host and port only: our paths are fixed. */
const Origin = Url.refine((url) => URL.canParse(url) && new URL(url).origin === url);
const DatabaseUrl = z.url({ protocol: /^postgres(ql)?$/ });
const List = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);

/** `<id>:<32 bytes in base64>`, the current one first. */
const EncryptionKeys = List.pipe(
  z
    .array(
      z
        .string()
        .regex(/^[A-Za-z0-9._-]{1,64}:[A-Za-z0-9+/]{43}=$/)
        .transform((text) => {
          const [id = '', key = ''] = text.split(':');
          return { id, key: new Uint8Array(Buffer.from(key, 'base64')) };
        }),
    )
    .min(1)
    .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length),
);

/** Entra tenants by their id, or `*` alone for every one. */
const Tenants = List.pipe(z.array(z.uuid().toLowerCase()).or(z.tuple([z.literal('*')])));

/** Where Teams itself may frame the tab. @see {@link https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/tab-requirements} */
const TEAMS_HOSTS =
  'https://teams.microsoft.com,https://*.teams.microsoft.com,https://*.cloud.microsoft,https://*.office.com,https://*.microsoft365.com';

/** What is read from the environment, and how each value must look. */
export const Environment = z.object({
  PORT: Port.default(3978),
  PUBLIC_URL: Origin,
  TEAMS_ORIGINS: List.default(TEAMS_HOSTS.split(',')),
  TEAMS_WEB_URL: Url.default('https://teams.microsoft.com'),
  TEAMS_APP_ID: z.uuid(),
  DATABASE_URL: DatabaseUrl,
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10),
  DATA_REGION: z.string().min(1),
  ADMITTED_TENANTS: Tenants.default([]),
  ENTRA_AUTHORITY: Url.default('https://login.microsoftonline.com'),
  ENTRA_CLIENT_ID: z.uuid(),
  ENTRA_CLIENT_SECRET: z.string().min(1),
  GRAPH_URL: Url.default('https://graph.microsoft.com'),
  BOT_ID: z.uuid(),
  BOT_SECRET: z.string().min(1),
  BOT_OPENID_METADATA_URL: Url.default('https://login.botframework.com/v1/.well-known/openidconfiguration'),
  BOT_TOKEN_URL: Url.default('https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token'),
  BOT_SERVICE_URL: Url.default('https://smba.trafficmanager.net/teams'),
  ENCRYPTION_KEY: EncryptionKeys,
  AUDIT_SIGNING_KEY: AuditSigningKey,
  KEY_ROTATION_DAYS: z.coerce.number().int().min(2).max(3_650).default(90),
  ALLOWED_EHR_NETWORKS: List.pipe(AllowedNetworks).default([]),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** What the migration and provisioning commands read. */
export const OwnerEnvironment = z.object({
  DATABASE_URL: DatabaseUrl,
  DATABASE_OWNER_URL: DatabaseUrl,
  ENCRYPTION_KEY: EncryptionKeys,
});

/** What the commands that look after the audit log read: at least one key, public or private. */
export const AuditEnvironment = z.object({
  DATABASE_OWNER_URL: DatabaseUrl,
  AUDIT_SIGNING_KEY: AuditSigningKey.optional(),
  AUDIT_VERIFICATION_KEYS: List.prefault('').pipe(z.array(AuditVerificationKey)),
  AUDIT_KEPT_YEARS: z.coerce.number().int().min(1).max(100).default(6),
});
