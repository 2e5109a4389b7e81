import { z } from 'zod';
import { listOf } from '../http/list-of.ts';

/**
 * As much of a resource as is needed to confirm a visit. What is not named here, names of people above all, is dropped
 * as the answer is read. Of these resources R4 and DSTU2, which old set-ups still speak, differ in two places only.
 *
 * @see {@link https://hl7.org/fhir/R4/appointment.html}
 * @see {@link https://hl7.org/fhir/R4/encounter.html}
 * @see {@link https://hl7.org/fhir/DSTU2/encounter.html}
 */
const Reference = z.object({ reference: z.string().optional() });
const Identifier = z.object({ system: z.string().optional(), value: z.string().optional() });
const Instant = z.iso
  .datetime({ offset: true })
  .transform((instant) => new Date(instant))
  .nullable()
  .default(null)
  .catch(null);

export const Appointment = z.object({
  resourceType: z.literal('Appointment'),
  id: z.string(),
  status: z.string(),
  start: Instant,
  end: Instant,
  identifier: listOf(Identifier).default([]),
  participant: listOf(z.object({ actor: Reference.optional(), status: z.string().optional() })).default([]),
});
export type Appointment = z.infer<typeof Appointment>;

export const Encounter = z.object({
  resourceType: z.literal('Encounter'),
  id: z.string(),
  status: z.string(),
  identifier: listOf(Identifier).default([]),
  subject: Reference.optional(),
  /** The subject, in DSTU2. */
  patient: Reference.optional(),
  period: z.object({ start: Instant, end: Instant }).default({ start: null, end: null }),
  participant: listOf(z.object({ individual: Reference.optional() })).default([]),
  location: listOf(z.object({ location: Reference })).default([]),
  // One in DSTU2, a list since STU3.
  appointment: z.union([listOf(Reference), Reference.transform((one) => [one])]).default([]),
});
export type Encounter = z.infer<typeof Encounter>;

export const PractitionerRole = z.object({
  resourceType: z.literal('PractitionerRole'),
  id: z.string(),
  practitioner: Reference.optional(),
});

export const Location = z.object({
  resourceType: z.literal('Location'),
  id: z.string(),
  identifier: listOf(Identifier).default([]),
});

export const Bundle = z.object({
  resourceType: z.literal('Bundle'),
  entry: listOf(z.object({ resource: z.unknown() })).default([]),
});

export type Identified = { readonly identifier: readonly z.infer<typeof Identifier>[] };
