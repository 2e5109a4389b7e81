import { z } from 'zod';

const Fallback = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), entraObjectId: z.uuid() }),
  z.object({ kind: z.literal('group'), entraGroupId: z.uuid() }),
  z.object({ kind: z.literal('conversation'), conversationId: z.string().min(1), serviceUrl: z.url() }),
]);

const Writeback = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('epic'),
    url: z.url(),
    method: z.enum(['GET', 'POST', 'PUT']).default('GET'),
    vendorName: z.string().default('Teams EHR Connector'),
    connectedStatus: z.string().default('1'),
    disconnectedStatus: z.string().default('2'),
    clinicianIdType: z.string().default('1'),
    patientIdType: z.string().default('2'),
    authentication: z.enum(['client-credentials', 'basic']).default('client-credentials'),
  }),
  z.object({ kind: z.literal('fhir-r4'), markAppointmentArrived: z.boolean().default(false) }),
]);

const minutes = (count: number) => count * 60_000;

const Settings = z.object({
  opensBeforeMs: z.int().nonnegative().default(minutes(60)),
  closesAfterMs: z.int().nonnegative().default(minutes(240)),
  notifyBeforeMs: z.int().nonnegative().default(minutes(30)),
  connectedMeans: z.enum(['waiting-room', 'meeting']).default('waiting-room'),
  absentAfterMs: z.int().nonnegative().default(minutes(1)),
  endsAfterEmptyMs: z.int().nonnegative().default(minutes(10)),
  pageSilentAfterMs: z.int().min(30_000).default(90_000),
  rearrivesAfterMs: z.int().nonnegative().default(minutes(5)),
  fallback: Fallback.nullable().default(null),
  departments: z
    .array(z.object({ ehrId: z.string(), name: z.string(), fallback: Fallback.nullable().default(null) }))
    .default([]),
  helpContact: z.string().default(''),
});

/** The file an operator hands to the provisioning command: one organisation and its approved connections. */
export const ConfigurationFile = z.strictObject({
  organization: z.strictObject({
    id: z.uuid(),
    name: z.string().min(1),
    entraTenantId: z.uuid(),
    dataRegion: z.string().min(1),
  }),
  connections: z.array(
    z.strictObject({
      id: z.string().regex(/^[A-Za-z0-9_-]{22,64}$/, 'unguessable: at least 22 characters of base64url'),
      name: z.string().min(1),
      environment: z.enum(['testing', 'production']),
      ehr: z.enum(['epic', 'oracle-health', 'fhir-r4']),
      fhirBaseUrl: z.url().transform((url) => url.replace(/\/$/, '')),
      clientId: z.string().min(1),
      authority: z.object({
        issuer: z.url(),
        authorizationEndpoint: z.url(),
        tokenEndpoint: z.url(),
        jwksUri: z.url(),
      }),
      signingAlgorithm: z.enum(['ES384', 'RS384']).default('ES384'),
      sessionKeySource: z.enum(['epic-session-id', 'smart-appointment', 'smart-encounter']),
      organizers: z.array(z.uuid()).min(1),
      approver: z.uuid().nullable().default(null),
      writeback: Writeback,
      onlyDepartments: z.array(z.string().min(1)).min(1).nullable().default(null),
      shares: z
        .array(z.strictObject({ tenantId: z.uuid(), departments: z.array(z.string().min(1)).min(1) }))
        .default([]),
      settings: Settings.prefault({}),
      basicCredentials: z.object({ user: z.string(), password: z.string() }).optional(),
      links: z.array(z.object({ ehrUser: z.string(), entraObjectId: z.uuid() })).optional(),
    }),
  ),
});
