import { z } from 'zod';
import type { RosterIdentity, RosterSighting } from '../../domain/visits/intake.ts';

/** Identities are read whatever the case of their names: Graph's documentation has both. */
const Identity = z.object({ id: z.string().min(1), tenantId: z.string().nullish() });

const Entry = z.object({
  id: z.string().min(1),
  isInLobby: z.boolean().nullish(),
  removedState: z.unknown().optional(),
  info: z.object({ identity: z.record(z.string(), z.unknown()).nullish() }).nullish(),
});

const CallEvent = z.object({
  eventType: z.string().optional(),
  // The name in the resource's own documentation; the guide to notifications has the other.
  callEventType: z.string().optional(),
  eventDateTime: z.coerce.date(),
  'participants@delta': z.array(z.unknown()).optional(),
});

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * What a call event says, without names: they are dropped here. What is not understood says nothing.
 *
 * Keys are made of what was seen and when, so that a notification that comes twice, or is made twice, is one sighting.
 *
 * @param tenantId whose accounts count as accounts; everybody else is anonymous to us.
 * @see {@link https://learn.microsoft.com/graph/changenotifications-for-onlinemeeting}
 */
export function sightingsOf(resource: unknown, tenantId: string): readonly RosterSighting[] {
  const event = CallEvent.safeParse(resource).data;
  if (event === undefined) return [];
  const at = event.eventDateTime;
  switch ((event.eventType ?? event.callEventType ?? '').toLowerCase()) {
    case 'callstarted':
      return [ofCall('call-started', at)];
    case 'callended':
      return [ofCall('call-ended', at)];
    case 'rosterupdated':
      return (event['participants@delta'] ?? []).flatMap((given) => ofEntry(given, at, tenantId));
    default:
      return [];
  }
}

function ofCall(kind: 'call-started' | 'call-ended', at: Date): RosterSighting {
  const key = `graph/${kind}/${at.toISOString()}`;
  return { key, source: 'graph', kind, identity: null, endpoint: 'graph:call', at };
}

function ofEntry(given: unknown, at: Date, tenantId: string): readonly RosterSighting[] {
  const entry = Entry.safeParse(given).data;
  const kind = entry && kindOf(entry);
  const identity = entry && identityOf(entry, tenantId);
  if (!entry || !kind || !identity) return [];
  const key = `graph/${kind}/${entry.id}/${at.toISOString()}`;
  return [{ key, source: 'graph', kind, identity, endpoint: `graph:${entry.id}`, at }];
}

function kindOf({ isInLobby, removedState }: z.infer<typeof Entry>): 'lobby' | 'joined' | 'left' | null {
  if (removedState !== undefined && removedState !== null) return 'left';
  if (isInLobby === true) return 'lobby';
  return isInLobby === false ? 'joined' : null;
}

/** `null` for what is no person, such as a recording. */
function identityOf({ id, info }: z.infer<typeof Entry>, tenantId: string): RosterIdentity | null {
  const kinds = new Map(
    Object.entries(info?.identity ?? {})
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name.toLowerCase(), value]),
  );
  const user = Identity.safeParse(lowerCased(kinds.get('user'))).data;
  const isOurs = (user?.tenantId ?? tenantId).toLowerCase() === tenantId.toLowerCase();
  if (user !== undefined && isOurs && GUID.test(user.id)) {
    return { kind: 'account', entraObjectId: user.id.toLowerCase() };
  }
  const isOnlyProgram = kinds.size > 0 && [...kinds.keys()].every((name) => name.startsWith('application'));
  return isOnlyProgram ? null : { kind: 'anonymous', entryId: id };
}

function lowerCased(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const names: Record<string, string> = { id: 'id', tenantid: 'tenantId' };
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const known = names[name.toLowerCase()];
      return known === undefined ? [] : [[known, member]];
    }),
  );
}
