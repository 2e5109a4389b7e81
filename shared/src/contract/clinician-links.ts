import { z } from 'zod';
import { Person } from './people.ts';

/** `GET /api/connections/{id}/links` */
export const ClinicianLinks = z
  .object({
    links: z.array(
      z.object({ id: z.uuid(), ehrUser: z.string(), person: Person.nullable(), linkedAt: z.iso.datetime() }),
    ),
  })
  .meta({ id: 'ClinicianLinks' });
export type ClinicianLinks = z.infer<typeof ClinicianLinks>;

export const EhrUser = z
  .string()
  .trim()
  .regex(/^(Practitioner|PractitionerRole)\/[A-Za-z0-9.-]{1,64}$/)
  .describe('As the EHR names the user: Practitioner/<id>');

/** `POST /api/connections/{id}/links` */
export const NewLink = z.strictObject({ ehrUser: EhrUser, entraObjectId: z.uuid() }).meta({ id: 'NewLink' });
export type NewLink = z.infer<typeof NewLink>;

/** `POST /api/connections/{id}/links/preview` and `…/import`: a CSV file with the columns `ehr_user` and `username`. */
export const LinksFile = z.strictObject({ csv: z.string().max(1_000_000) }).meta({ id: 'LinksFile' });
export type LinksFile = z.infer<typeof LinksFile>;

export const LinksPreview = z
  .object({
    rows: z.array(
      z.object({
        line: z.int(),
        ehrUser: z.string(),
        username: z.string(),
        person: Person.nullable(),
        state: z.enum([
          'new',
          'there',
          'malformed',
          'person-unknown',
          'ehr-user-taken',
          'person-taken',
          'twice',
        ]),
      }),
    ),
    canImport: z.boolean().describe('No row is wrong; the import is all or nothing'),
  })
  .meta({ id: 'LinksPreview' });
export type LinksPreview = z.infer<typeof LinksPreview>;
