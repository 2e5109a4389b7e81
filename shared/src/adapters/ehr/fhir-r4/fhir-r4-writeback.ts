import { z } from 'zod';
import type { Connection } from '../../../domain/connections/connection.ts';
import type { Clock } from '../../../domain/kernel/clock.ts';
import { type Delivery, retryLater, sent } from '../../../domain/kernel/delivery.ts';
import type { EhrWriteback } from '../../../domain/writeback/ehr-writeback.ts';
import type { Fact, FactContext } from '../../../domain/writeback/fact.ts';
import type { BackendTokens } from '../../http/backend-tokens.ts';
import type { BoundedFetch } from '../../http/bounded-fetch.ts';
import { deliveryOfResponse } from '../../http/delivery-of-answer.ts';
import { searchValue } from '../../http/fhir-reference.ts';
import { fhirRequest } from '../../http/fhir-request.ts';
import { listOf } from '../../http/list-of.ts';
import { delivered, withBackendToken } from '../writeback-request.ts';
import { type Ask, markArrived } from './appointment-arrival.ts';
import { auditEventOf, FACT_TAG_SYSTEM } from './audit-event.ts';

/** Tells a FHIR R4 server by AuditEvents, and where the connection says so moves the Appointment to `arrived`. */
export function fhirR4Writeback(deps: {
  readonly tokens: BackendTokens;
  readonly clock: Clock;
  readonly send: BoundedFetch;
}): EhrWriteback {
  const { tokens, clock, send } = deps;
  const now = (): Date => clock.now();

  return {
    tell: ({ connection, fact, context, signal }) =>
      delivered(async () => {
        const request = withBackendToken({ tokens, connection, scope: scopeFor(connection), signal });
        const ask: Ask = (one) =>
          request((accessToken) => fhirRequest(send, { ...one, connection, accessToken, signal }));

        const told = await tellOnce(fact, context, ask, now);
        if (told.outcome !== 'sent' || !tellsArrival(connection, fact) || context.appointmentId === null)
          return told;
        const arrived = await markArrived(context.appointmentId, ask, now);
        return arrived.outcome === 'sent' ? told : { ...arrived, answer: `appointment ${arrived.answer}` };
      }),
  };
}

/** Whatever became of earlier tries: looked for first, then created on condition that it still is not there. */
async function tellOnce(fact: Fact, context: FactContext, ask: Ask, now: () => Date): Promise<Delivery> {
  const tag = `${searchValue(FACT_TAG_SYSTEM)}|${searchValue(fact.key)}`;
  const found = await ask({ path: 'AuditEvent', query: { _tag: tag } });
  if (found.ok && hasTag(await found.json().catch(() => null), fact.key)) return sent('already-told');
  const search = deliveryOfResponse(found, now());
  if (search.outcome === 'retry') return search;
  // A server that refuses the search may still take the condition.
  const created = await ask({
    method: 'POST',
    path: 'AuditEvent',
    headers: { 'if-none-exist': new URLSearchParams({ _tag: tag }).toString() },
    resource: auditEventOf(fact, context),
  });
  // Several matches: by then the next search finds them, or this server cannot tell one from another.
  return created.status === 412 ? retryLater('http 412') : deliveryOfResponse(created, now());
}

/** The tag is looked for in the answer too: a server that ignores a parameter it does not know finds everything. */
const TaggedBundle = z.object({
  entry: listOf(
    z.object({
      resource: z.object({
        meta: z
          .object({
            tag: listOf(z.object({ system: z.string().optional(), code: z.string().optional() })).default([]),
          })
          .optional(),
      }),
    }),
  ).default([]),
});

function hasTag(bundle: unknown, factKey: string): boolean {
  const { data } = TaggedBundle.safeParse(bundle);
  const tags = (data?.entry ?? []).flatMap(({ resource }) => resource.meta?.tag ?? []);
  return tags.some(({ system, code }) => system === FACT_TAG_SYSTEM && code === factKey);
}

function marksArrivals({ writeback }: Connection): boolean {
  return writeback.kind === 'fhir-r4' && writeback.markAppointmentArrived;
}

/** A later connect of the same patient finds the appointment arrived and changes nothing. */
function tellsArrival(connection: Connection, fact: Fact): boolean {
  return marksArrivals(connection) && fact.side === 'patient' && fact.transition === 'connected';
}

function scopeFor(connection: Connection): string {
  return marksArrivals(connection) ? 'system/AuditEvent.cs system/Appointment.ru' : 'system/AuditEvent.cs';
}
