import { z } from 'zod';
import type { Effect } from '../../domain/outbox/effect.ts';
import type { Presence } from '../../domain/visits/presence.ts';

// Times come back from JSON as text; everything else is as it was written, by this service and nobody else.
const Time = z.coerce.date();

const StoredPresence = z.object({
  participantId: z.string(),
  state: z.enum(['expected', 'waiting', 'handed-over', 'lobby', 'in-meeting', 'left', 'unknown']),
  since: Time.nullable(),
  observedAt: Time.nullable(),
  beenInMeeting: z.boolean(),
  handedOver: z.boolean(),
});

// What was written before these were told is still to be sent.
const By = z.string().nullable().default(null);
const StoredNotice = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('approval-requested'),
    connectionName: z.string(),
    by: By,
    until: Time.nullable().default(null),
  }),
  z.object({ kind: z.literal('approved'), connectionName: z.string(), by: By }),
  z.object({ kind: z.literal('rejected'), connectionName: z.string(), reason: z.string(), by: By }),
  z.object({ kind: z.literal('approval-expired'), connectionName: z.string() }),
  z.object({ kind: z.literal('rehearsal-failed'), connectionName: z.string() }),
  z.object({ kind: z.literal('share-offered'), connectionName: z.string(), organizationName: z.string() }),
  z.object({ kind: z.literal('share-accepted'), connectionName: z.string(), tenantId: z.string() }),
  z.object({ kind: z.literal('share-ended'), connectionName: z.string() }),
]);

const StoredEffect = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('room'), visitId: z.string() }),
  z.object({
    kind: z.literal('card'),
    cardId: z.string(),
    show: z.object({
      state: z.enum(['waiting', 'handed-over', 'lobby', 'in-meeting', 'left', 'unknown', 'ended']),
      since: Time,
      waitedMinutes: z.number(),
    }),
  }),
  z.object({
    kind: z.literal('fact'),
    fact: z.object({
      key: z.string(),
      visitId: z.string(),
      participantId: z.string(),
      side: z.enum(['clinician', 'patient']),
      transition: z.enum(['connected', 'disconnected']),
      at: Time,
      assumed: z.boolean(),
    }),
  }),
  z.object({
    kind: z.literal('notice'),
    entraObjectId: z.string(),
    connectionId: z.string().nullable(),
    notice: StoredNotice,
  }),
  z.object({ kind: z.literal('share'), shareId: z.string(), news: z.enum(['offered', 'ended']) }),
]);

export function readPresences(stored: unknown): readonly Presence[] {
  return z.array(StoredPresence).parse(stored);
}

export function readEffect(stored: unknown): Effect {
  return StoredEffect.parse(stored);
}
