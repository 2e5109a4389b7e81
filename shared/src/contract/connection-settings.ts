import { z } from 'zod';

export const EhrKind = z.enum(['epic', 'oracle-health', 'fhir-r4']).meta({ id: 'EhrKind' });
export type EhrKind = z.infer<typeof EhrKind>;
export const EhrEnvironment = z.enum(['testing', 'production']).meta({ id: 'EhrEnvironment' });
export type EhrEnvironment = z.infer<typeof EhrEnvironment>;

export const Fallback = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('person'), entraObjectId: z.uuid() }),
    z.strictObject({ kind: z.literal('group'), entraGroupId: z.uuid() }),
    z.strictObject({
      kind: z.literal('conversation'),
      conversationId: z.string().min(1).max(300),
      serviceUrl: z.url().max(500),
    }),
  ])
  .meta({ id: 'Fallback' });
export type Fallback = z.infer<typeof Fallback>;

const DAY_MS = 86_400_000;
const duration = z.int().nonnegative().max(DAY_MS);
/** As an EHR names a department; opaque. */
export const DepartmentId = z.string().trim().min(1).max(100);

/** What takes effect at once. Durations are milliseconds. */
export const ConnectionSettings = z
  .strictObject({
    opensBeforeMs: duration.describe('How long before the scheduled start a launch is let in'),
    closesAfterMs: duration.describe('How long after the scheduled end a launch is still let in'),
    notifyBeforeMs: duration.describe('Arrivals earlier than this before the start raise no card'),
    connectedMeans: z.enum(['waiting-room', 'meeting']),
    absentAfterMs: duration,
    endsAfterEmptyMs: duration,
    pageSilentAfterMs: z.int().min(30_000).max(DAY_MS),
    rearrivesAfterMs: duration,
    fallback: Fallback.nullable(),
    departments: z
      .array(
        z.strictObject({
          ehrId: DepartmentId,
          name: z.string().trim().min(1).max(100),
          fallback: Fallback.nullable(),
        }),
      )
      .max(500)
      .refine((all) => new Set(all.map(({ ehrId }) => ehrId)).size === all.length, 'each department once'),
    helpContact: z.string().trim().max(200).describe('Shown to patients: whom to call'),
  })
  .meta({ id: 'ConnectionSettings' });
export type ConnectionSettings = z.infer<typeof ConnectionSettings>;

export const WritebackSettings = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({
      kind: z.literal('epic'),
      url: z.union([z.literal(''), z.url().max(500)]).describe('Empty until it is known'),
      method: z.enum(['GET', 'POST', 'PUT']),
      vendorName: z.string().trim().min(1).max(100),
      connectedStatus: z.string().trim().min(1).max(20),
      disconnectedStatus: z.string().trim().min(1).max(20),
      clinicianIdType: z.string().trim().min(1).max(20),
      patientIdType: z.string().trim().min(1).max(20),
      authentication: z.enum(['client-credentials', 'basic']),
    }),
    z.strictObject({ kind: z.literal('fhir-r4'), markAppointmentArrived: z.boolean() }),
  ])
  .meta({ id: 'WritebackSettings' });
export type WritebackSettings = z.infer<typeof WritebackSettings>;

/** What trust rests on, as it is written: texts may still be empty. */
export const DraftContent = z
  .strictObject({
    fhirBaseUrl: z.string().trim().max(500),
    clientId: z.string().trim().max(200),
    signingAlgorithm: z.enum(['ES384', 'RS384']),
    sessionKeySource: z.enum(['epic-session-id', 'smart-appointment', 'smart-encounter']),
    approver: z.uuid().nullable(),
    organizers: z.array(z.uuid()).max(20),
    writeback: WritebackSettings,
    onlyDepartments: z.array(DepartmentId).min(1).max(500).nullable(),
    shares: z
      .array(z.strictObject({ tenantId: z.uuid(), departments: z.array(DepartmentId).min(1).max(500) }))
      .max(20),
  })
  .meta({ id: 'DraftContent' });
export type DraftContent = z.infer<typeof DraftContent>;
