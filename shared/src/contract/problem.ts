import { z } from 'zod';

/** RFC 9457 problem details, as every error of the API is answered. */
export const Problem = z
  .object({
    type: z.string().describe('urn:ehr-connector:problem:<code>'),
    title: z.string(),
    status: z.int(),
    code: z.string().describe('Stable code of the closed list of errors'),
    reference: z.string().describe('Also in the log: what to tell the help desk'),
    detail: z.string().optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
