import { createHash } from 'node:crypto';
import type { Cloud, Person } from '../model.ts';

/** The id by which one bot knows a person; another bot knows the same person by another. */
export function botUserId(botAppId: string, oid: string): string {
  return `29:1${createHash('sha256').update(`${botAppId} ${oid}`).digest('base64url')}`;
}

/** The person behind a bot's user id or an object id. */
export function personOfBotUser(cloud: Cloud, botAppId: string, id: string): Person | null {
  return cloud.people.find(({ oid }) => oid === id || botUserId(botAppId, oid) === id) ?? null;
}

/** A person as Teams describes members to bots. */
export function channelAccount(cloud: Cloud, botAppId: string, person: Person): Record<string, string> {
  const [givenName = '', ...surname] = person.displayName.split(' ');
  return {
    id: botUserId(botAppId, person.oid),
    name: person.displayName,
    aadObjectId: person.oid,
    objectId: person.oid,
    givenName,
    surname: surname.join(' '),
    email: person.userPrincipalName,
    userPrincipalName: person.userPrincipalName,
    tenantId: cloud.tenantId,
    userRole: 'user',
  };
}
