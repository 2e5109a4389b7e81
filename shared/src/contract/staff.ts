import { z } from 'zod';

export const AppRole = z.enum(['Clinician', 'Coordinator', 'ConfigAdmin', 'Auditor']).meta({ id: 'AppRole' });
export type AppRole = z.infer<typeof AppRole>;

/** A part of the portal that not everybody may open. */
export const PortalSection = z.enum(['visits', 'connections']).meta({ id: 'PortalSection' });
export type PortalSection = z.infer<typeof PortalSection>;

/** `GET /api/me`: who asks, from the verified token or session. */
export const Me = z
  .object({
    entraObjectId: z.string(),
    displayName: z.string(),
    organization: z.object({ id: z.uuid(), name: z.string() }),
    roles: z.array(AppRole),
    sections: z
      .array(PortalSection)
      .describe(
        'What of the portal the asker may open now; who is named as approver later may open more then',
      ),
    links: z
      .array(z.object({ id: z.uuid(), connectionName: z.string(), linkedAt: z.iso.datetime() }))
      .describe(
        'EHR users this Microsoft account is linked to; each can be revoked by `DELETE /api/links/{id}`',
      ),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;

/** `POST /api/organization`: what an administrator calls the organisation that they enter. */
export const NewOrganization = z
  .strictObject({ name: z.string().trim().min(1).max(100) })
  .meta({ id: 'NewOrganization' });

/** `GET /api/client-configuration`: what the tab must know before anybody has signed in. Public. */
export const ClientConfiguration = z
  .object({
    entraClientId: z.string(),
    teamsOrigins: z.array(z.string()).describe('Origins that may frame the tab'),
  })
  .meta({ id: 'ClientConfiguration' });
export type ClientConfiguration = z.infer<typeof ClientConfiguration>;
