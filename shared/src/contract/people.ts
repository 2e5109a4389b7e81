import { z } from 'zod';

/** Somebody of the organisation's directory, shown while one chooses; never stored. */
export const Person = z
  .object({ id: z.uuid(), displayName: z.string(), jobTitle: z.string(), username: z.string() })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof Person>;

/** `GET /api/people?search=`: people whose name or user name begins so; at most 10. */
export const PeopleQuery = z
  .object({ search: z.string().trim().min(1).max(100) })
  .meta({ id: 'PeopleQuery' });
export const People = z.object({ people: z.array(Person) }).meta({ id: 'People' });
export type People = z.infer<typeof People>;

/** `GET /api/places`: chats and teams that the app was added to, where fallback cards may go. */
export const Places = z
  .object({
    places: z.array(
      z.object({
        conversationId: z.string(),
        kind: z.enum(['chat', 'team']),
        serviceUrl: z.string(),
        entraGroupId: z.string().nullable(),
        name: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Places' });
export type Places = z.infer<typeof Places>;
