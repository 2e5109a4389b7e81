import { z } from 'zod';

/** Where the patient stands, as far as any witness saw. */
export const PatientState = z
  .enum(['absent', 'waiting', 'handed-over', 'lobby', 'in-meeting', 'left', 'ended'])
  .meta({
    id: 'PatientState',
  });
export type PatientState = z.infer<typeof PatientState>;

/** What the patient's page is told: `GET /api/visits/{visit}/patient`, and each event of `…/patient/events`. */
export const PatientVisit = z
  .object({
    visitId: z.uuid(),
    startsAt: z.iso.datetime().nullable().describe('Scheduled start; null for an unscheduled visit'),
    state: PatientState,
    since: z.iso.datetime().nullable(),
    careTeamNotified: z.boolean().describe('Somebody of the care team was told of the arrival'),
    clinicianInMeeting: z.boolean().describe('A clinician is in the meeting: the patient may join now'),
    joinUrl: z
      .string()
      .nullable()
      .describe('Path of ours that hands over to the meeting; null while joining is not offered'),
    helpContact: z.string().describe('Whom to call when it does not work'),
  })
  .meta({ id: 'PatientVisit' });
export type PatientVisit = z.infer<typeof PatientVisit>;

/** What the patient's page reports: `POST /api/visits/{visit}/signals`. */
export const PageSignal = z
  .object({
    pageId: z.uuid().describe('One open page; new at every load'),
    sequence: z
      .int()
      .min(0)
      .max(1_000_000)
      .describe('Counts up within a page; a repeated number has no effect'),
    kind: z
      .enum(['here', 'back', 'closing'])
      .describe(
        '`here`: the page is open, at once and then every 10 s; `back`: returned after the hand-over; `closing`: the page goes away',
      ),
  })
  .meta({ id: 'PageSignal' });
export type PageSignal = z.infer<typeof PageSignal>;

/** `POST /api/visits/{visit}/handover`: a one-time code that moves the visit from an in-app browser to the real one. */
export const HandoverCode = z
  .object({ code: z.string(), expiresAt: z.iso.datetime() })
  .meta({ id: 'HandoverCode' });
export type HandoverCode = z.infer<typeof HandoverCode>;

/** `POST /api/visits/{visit}/handover/redeem`: the real browser trades the code for a session cookie of its own. */
export const HandoverRedemption = z
  .object({ code: z.string().min(20).max(100) })
  .meta({ id: 'HandoverRedemption' });
export type HandoverRedemption = z.infer<typeof HandoverRedemption>;
