import type { ProvenLaunch } from '@ehr-connector/shared/domain/launch/launches.ts';
import { z } from 'zod';

const Time = z.coerce.date();

/** A cookie holds 4 kB; whom else to tell of an arrival, the patient's own launch says again. */
const MOST_PRACTITIONERS = 15;

/** A proven launch while its clinician signs in with Microsoft: carried by the browser, encrypted. */
export const WaitingLaunch = z.object({
  organizationId: z.string(),
  connectionId: z.string(),
  kind: z.enum(['provider', 'patient', 'device-test']),
  user: z.object({
    kind: z.enum(['practitioner', 'patient', 'related-person']),
    reference: z.string(),
    displayName: z.string().nullable(),
  }),
  patientId: z.string().nullable(),
  departmentId: z.string().nullable(),
  session: z
    .object({
      key: z.string(),
      kind: z.enum(['single', 'group']),
      status: z.enum(['booked', 'cancelled', 'over']),
      start: Time.nullable(),
      end: Time.nullable(),
      appointmentId: z.string().nullable(),
      encounterId: z.string().nullable(),
      practitioners: z.array(z.string()),
      departmentId: z.string().nullable(),
    })
    .nullable(),
});
export type WaitingLaunch = z.infer<typeof WaitingLaunch>;

export function waitingLaunch({ connection, ...launch }: ProvenLaunch): WaitingLaunch {
  const session = launch.session && {
    ...launch.session,
    practitioners: launch.session.practitioners.slice(0, MOST_PRACTITIONERS),
  };
  return { ...launch, session, organizationId: connection.organizationId, connectionId: connection.id };
}
