import { z } from 'zod';

/** A participant as staff see one: never by name, but for the organisation's own clinicians. */
export const BoardParticipant = z
  .object({
    id: z.uuid(),
    role: z.enum(['clinician', 'patient', 'proxy', 'guest']),
    number: z.int().describe('Counts participants of one role within the visit, from 1'),
    displayName: z
      .string()
      .nullable()
      .describe('Of the organisation’s own clinicians only, from its directory'),
    state: z.enum(['expected', 'waiting', 'handed-over', 'lobby', 'in-meeting', 'left', 'unknown']),
    since: z.iso.datetime().nullable(),
    assumed: z.boolean().describe('Closed with the visit; nobody saw it'),
  })
  .meta({ id: 'BoardParticipant' });
export type BoardParticipant = z.infer<typeof BoardParticipant>;

/** One thing the EHR was or is to be told. */
export const BoardWriteback = z
  .object({
    id: z.string(),
    participantId: z.uuid(),
    transition: z.enum(['connected', 'disconnected']),
    at: z.iso.datetime().describe('When it happened, not when it was told'),
    state: z.enum(['pending', 'sent', 'parked']),
    attempts: z.int(),
    lastAnswer: z.string().nullable(),
    sentAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'BoardWriteback' });
export type BoardWriteback = z.infer<typeof BoardWriteback>;

export const BoardVisit = z
  .object({
    id: z.uuid(),
    kind: z.enum(['single', 'group']),
    state: z.enum(['expected', 'waiting', 'in-progress', 'left', 'ended']),
    startsAt: z.iso.datetime().nullable(),
    endsAt: z.iso.datetime().nullable(),
    connectionName: z.string(),
    department: z.string().nullable(),
    clinicians: z
      .array(z.string().nullable())
      .describe('Display names from the organisation’s directory; null of whom it does not name now'),
    participants: z.array(BoardParticipant),
    waitingSince: z.iso.datetime().nullable().describe('Since when the longest-waiting patient has waited'),
    writebacks: z.array(BoardWriteback),
    notification: z
      .enum(['none', 'pending', 'person', 'fallback', 'failed'])
      .describe('Who was told of the arrival: the clinician in person, the fallback, or nobody yet'),
    joinUrl: z
      .string()
      .nullable()
      .describe('Null once the visit has ended, and for who may see but not join it'),
    version: z.int().describe('Counts up with every change of the visit; a lower one is older'),
  })
  .meta({ id: 'BoardVisit' });
export type BoardVisit = z.infer<typeof BoardVisit>;

/** `GET /api/visits?from=&to=`: the visits of a day, as the asker may see them. */
export const Board = z
  .object({
    scope: z.enum(['own', 'organisation']),
    asOf: z.iso.datetime(),
    visits: z.array(BoardVisit),
  })
  .meta({ id: 'Board' });
export type Board = z.infer<typeof Board>;

/** `from` and `to` bound the scheduled start (or, unscheduled, the creation); at most 48 hours apart. */
export const BoardQuery = z
  .object({ from: z.iso.datetime(), to: z.iso.datetime() })
  .meta({ id: 'BoardQuery' });

/** An event of `GET /api/visits/events` (server-sent events): the visit as it is now. */
export const BoardEvent = z.object({ visit: BoardVisit }).meta({ id: 'BoardEvent' });
export type BoardEvent = z.infer<typeof BoardEvent>;
