import { z } from 'zod';
import { type Delivery, refused, retryLater, sent } from '../../../domain/kernel/delivery.ts';
import { deliveryOfResponse } from '../../http/delivery-of-answer.ts';
import { isFhirId } from '../../http/fhir-reference.ts';
import type { FhirRequest } from '../../http/fhir-request.ts';

/** A FHIR request whose connection, token and signal are settled. */
export type Ask = (
  request: Pick<FhirRequest, 'method' | 'path' | 'query' | 'headers' | 'resource'>,
) => Promise<Response>;

/**
 * Only forward, and only before anything clinical: what is finished, missed or called off has effects on care and
 * billing that are not ours to cause or to undo.
 */
const BEFORE_ARRIVAL: ReadonlySet<string> = new Set(['proposed', 'pending', 'booked']);

/** How often somebody else may change the appointment under our hands before we come back later. */
const MAX_TRIES = 3;

/** All of it, to be sent back unchanged but for the status. */
const Appointment = z.looseObject({
  resourceType: z.literal('Appointment'),
  id: z.string(),
  status: z.string(),
  meta: z.looseObject({ versionId: z.string().optional() }).optional(),
});

/**
 * Moves an appointment on to `arrived`, unless it is there or beyond. Safe to repeat.
 *
 * @see {@link https://hl7.org/fhir/R4/http.html#concurrency}
 */
export async function markArrived(appointmentId: string, ask: Ask, now: () => Date): Promise<Delivery> {
  if (!isFhirId(appointmentId)) return refused('id unusable');
  const path = `Appointment/${appointmentId}`;
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const answer = await ask({ path });
    if (!answer.ok) return deliveryOfResponse(answer, now());
    const { data: appointment } = Appointment.safeParse(await answer.json().catch(() => null));
    if (appointment?.id !== appointmentId) return refused('unreadable');
    if (!BEFORE_ARRIVAL.has(appointment.status)) return sent('unchanged');
    const version = answer.headers.get('etag') ?? etagOf(appointment.meta?.versionId);
    if (version === null) return refused('without version');
    const written = await ask({
      method: 'PUT',
      path,
      headers: { 'if-match': version },
      resource: { ...appointment, status: 'arrived' },
    });
    if (written.status !== 412) return deliveryOfResponse(written, now());
  }
  return retryLater('http 412');
}

function etagOf(versionId: string | undefined): string | null {
  return versionId === undefined ? null : `W/"${versionId}"`;
}
