import { z } from 'zod';
import { Person } from './people.ts';

/** `GET /api/audit?before=&action=&subject=`: newest first, at most 100. */
export const AuditQuery = z
  .object({
    before: z.coerce.number().int().positive().optional(),
    action: z.string().max(60).optional(),
    subject: z.string().max(100).optional(),
  })
  .meta({ id: 'AuditQuery' });
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditPage = z
  .object({
    entries: z.array(
      z.object({
        number: z.int(),
        at: z.iso.datetime(),
        actor: z.string(),
        action: z.string(),
        subject: z.string(),
        subjectName: z.string().nullable(),
        details: z.record(z.string(), z.string()),
        hash: z.string(),
      }),
    ),
    nextBefore: z.int().nullable(),
    lastCheckpoint: z.object({ number: z.int(), at: z.iso.datetime() }).nullable(),
    people: z.record(z.string(), Person),
  })
  .meta({ id: 'AuditPage' });
export type AuditPage = z.infer<typeof AuditPage>;
