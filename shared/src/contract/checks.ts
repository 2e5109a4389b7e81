import { z } from 'zod';
import { DraftContent } from './connection-settings.ts';

/** One thing looked at by a probe or a rehearsal. The words for a finding are made by the page. */
export const CheckResult = z
  .object({
    check: z.enum([
      'address',
      'reachable',
      'certificate',
      'fhir-version',
      'smart-configuration',
      'client-authentication',
      'launch-capabilities',
      'ehr-keys',
      'clock',
      'writeback',
      'client',
      'organizer-licences',
      'clinician-licences',
      'meeting-policy',
    ]),
    outcome: z.enum(['fine', 'warning', 'failed', 'skipped']),
    finding: z
      .string()
      .nullable()
      .describe('From a closed list; null when skipped, unless it says what has not been chosen'),
    details: z.record(z.string(), z.string()),
  })
  .meta({ id: 'CheckResult' });
export type CheckResult = z.infer<typeof CheckResult>;

/** What the last probe found. */
export const ProbeReport = z
  .object({
    at: z.iso.datetime(),
    fhirBaseUrl: z.string(),
    lookedAt: z.array(DraftContent.keyof()).describe('The members of the content that a probe looks at'),
    isOutdated: z
      .boolean()
      .describe('Of a draft: some of it has changed since, and it has to be probed again to be proposed'),
    results: z.array(CheckResult),
  })
  .meta({ id: 'ProbeReport' });
export type ProbeReport = z.infer<typeof ProbeReport>;

/** Events of `POST /api/connections/{id}/probe` and `…/rehearsals`: `check` for each result, `done` at the end. */
export const CheckDone = z.object({ isGreen: z.boolean() }).meta({ id: 'CheckDone' });
export type CheckDone = z.infer<typeof CheckDone>;

export const Rehearsal = z
  .object({
    at: z.iso.datetime(),
    by: z.string().nullable().describe('Entra object id; null for the nightly one'),
    isGreen: z.boolean(),
    results: z.array(CheckResult),
  })
  .meta({ id: 'Rehearsal' });
export type Rehearsal = z.infer<typeof Rehearsal>;
