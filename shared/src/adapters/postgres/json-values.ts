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
]);

export function readPresences(stored: unknown): readonly Presence[] {
  return z.array(StoredPresence).parse(stored);
}

export function readEffect(stored: unknown): Effect {
  return StoredEffect.parse(stored);
}
