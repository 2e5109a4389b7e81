import { z } from 'zod';
import { SECOND_MS } from '../../domain/kernel/clock.ts';
import { DomainError } from '../../domain/kernel/domain-error.ts';
import type { DirectoryPerson, People } from '../../domain/staff/people.ts';
import { type GraphClient, GraphRefusal, type GraphRequest } from './graph-client.ts';
import { imageTypeOf } from './graph-people-photo.ts';

const User = z.object({
  id: z.string().min(1),
  displayName: z.string().nullish(),
  jobTitle: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
  userType: z.string().nullish(),
});
type User = z.infer<typeof User>;
const Users = z.object({ value: z.array(User) });

const SELECT = '$select=id,displayName,jobTitle,userPrincipalName,accountEnabled,userType';
const SEARCH_WITHIN_MS = 3 * SECOND_MS;
const MOST_FOUND = 10;
const LONGEST_TEXT = 100;
const AT_ONCE = 20;
const LARGEST_PHOTO_BYTES = 100_000;
/** Anything else in the path could be a user name, or lead elsewhere. */
const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The organisation's directory. Every call is allowed by the application permission `User.Read.All`. */
export function graphPeople({ graph }: { readonly graph: GraphClient }): People {
  /** @returns `null` for what is not there. */
  async function get(request: Omit<GraphRequest, 'method'>): Promise<unknown> {
    try {
      return await graph.call({ ...request, method: 'GET' });
    } catch (cause) {
      if (cause instanceof GraphRefusal && cause.status === 404) return null;
      throw unavailable(cause);
    }
  }

  /** One by one: asking for many at once needs `Directory.Read.All`, which reads far more than people. */
  async function byId(
    tenantId: string,
    id: string,
    signal: AbortSignal,
  ): Promise<readonly DirectoryPerson[]> {
    const found = await get({ tenantId, path: `/v1.0/users/${id}?${SELECT}`, signal });
    return found === null ? [] : [personOf(parsed(User, found))];
  }

  async function only(
    tenantId: string,
    property: 'userPrincipalName' | 'mail',
    value: string,
    signal: AbortSignal,
  ): Promise<User | null> {
    const filter = encodeURIComponent(`${property} eq '${value.replaceAll("'", "''")}'`);
    const path = `/v1.0/users?$filter=${filter}&${SELECT}&$top=2`;
    const [first, second] = parsed(Users, await get({ tenantId, path, signal })).value;
    return first !== undefined && second === undefined && isColleague(first) ? first : null;
  }

  return {
    async search(tenantId, text, signal) {
      const words = searchableWords(text);
      if (words === '') return [];
      const search = encodeURIComponent(`"displayName:${words}" OR "userPrincipalName:${words}"`);
      const filter = encodeURIComponent("accountEnabled eq true and userType eq 'Member'");
      const found = await get({
        tenantId,
        path: `/v1.0/users?$search=${search}&$filter=${filter}&$count=true&${SELECT}&$top=${MOST_FOUND}`,
        // Graph searches only in its index, which is a moment behind.
        headers: { consistencylevel: 'eventual' },
        signal: AbortSignal.any([signal, AbortSignal.timeout(SEARCH_WITHIN_MS)]),
      });
      return parsed(Users, found).value.filter(isColleague).slice(0, MOST_FOUND).map(personOf);
    },

    async byIds(tenantId, ids, signal) {
      const wanted = [...new Set(ids.map((id) => id.toLowerCase()))].filter((id) => OBJECT_ID.test(id));
      const found: DirectoryPerson[] = [];
      for (let at = 0; at < wanted.length; at += AT_ONCE) {
        const some = wanted.slice(at, at + AT_ONCE).map((id) => byId(tenantId, id, signal));
        found.push(...(await Promise.all(some)).flat());
      }
      return found;
    },

    async byUsername(tenantId, username, signal) {
      const name = username.trim();
      if (name === '' || name.length > LONGEST_TEXT) return null;
      const user =
        (await only(tenantId, 'userPrincipalName', name, signal)) ??
        (await only(tenantId, 'mail', name, signal));
      return user && personOf(user);
    },

    async photo(tenantId, id, signal) {
      if (!OBJECT_ID.test(id)) return null;
      const path = `/v1.0/users/${id}/photos/48x48/$value`;
      const bytes = await get({ tenantId, path, answer: 'bytes', signal });
      if (!(bytes instanceof Uint8Array) || bytes.byteLength > LARGEST_PHOTO_BYTES) return null;
      const type = imageTypeOf(bytes);
      return type && { type, bytes };
    },
  };
}

/**
 * What is looked for, without the characters that mean something within `$search`: its index takes names apart at them
 * anyhow.
 */
function searchableWords(text: string): string {
  return text
    .slice(0, LONGEST_TEXT)
    .toWellFormed()
    .replaceAll(/["\\:\p{Cc}\ufffd]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Guests and closed accounts can neither approve nor be told of anything. */
const isColleague = ({ accountEnabled, userType }: User): boolean =>
  accountEnabled !== false && userType !== 'Guest';

function personOf({ id, displayName, jobTitle, userPrincipalName }: User): DirectoryPerson {
  return {
    entraObjectId: id,
    displayName: displayName ?? '',
    jobTitle: jobTitle ?? '',
    username: userPrincipalName ?? '',
  };
}

function parsed<T>(schema: z.ZodType<T>, answer: unknown): T {
  const result = schema.safeParse(answer);
  if (result.success) return result.data;
  throw unavailable(result.error);
}

function unavailable(cause: unknown): DomainError {
  const isRefused = cause instanceof GraphRefusal && cause.status === 403;
  const message = isRefused
    ? 'Graph does not let the service read the directory: an administrator has to consent to User.Read.All'
    : 'the directory could not be read';
  return new DomainError('directory-unavailable', message, { cause });
}
