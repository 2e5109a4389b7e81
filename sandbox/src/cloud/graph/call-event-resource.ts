import { createHash } from 'node:crypto';
import type { CallEvent, RosterEntry } from '../model.ts';
import type { Subscription } from './subscription.ts';

/** The `callEvent` of Graph, as the decrypted content of a notification. */
export function callEventResource(
  event: CallEvent,
  context: { id: string; subscription: Pick<Subscription, 'resource'>; tenantId: string },
): Record<string, unknown> {
  return {
    '@odata.type': '#microsoft.graph.callEvent',
    '@odata.id': context.subscription.resource,
    id: context.id,
    eventType: eventType(event),
    eventDateTime: event.at.toISOString(),
    ...(event.kind === 'roster' && { 'participants@delta': [participant(event, context.tenantId)] }),
  };
}

function eventType(event: CallEvent): 'callStarted' | 'callEnded' | 'rosterUpdated' {
  switch (event.kind) {
    case 'call-started':
      return 'callStarted';
    case 'call-ended':
      return 'callEnded';
    case 'roster':
      return 'rosterUpdated';
  }
}

function participant(
  event: Extract<CallEvent, { kind: 'roster' }>,
  tenantId: string,
): Record<string, unknown> {
  const { entry, change, reason } = event;
  return {
    id: entry.id,
    info: { identity: identity(entry, tenantId), ...(entry.oid !== null && { participantRole: entry.role }) },
    isInLobby: entry.inLobby,
    ...(change === 'left' && {
      removedState: { reason: reason ?? 'Participant has left the meeting call.' },
    }),
  };
}

/** A guest has no account: only a name, and an id that is another at each join. */
function identity(entry: RosterEntry, tenantId: string): Record<string, unknown> {
  const { displayName, oid } = entry;
  if (oid !== null) return { user: { id: oid, displayName, tenantId } };
  const id = createHash('sha256').update(`guest ${entry.id}`).digest('hex').slice(0, 32);
  return { guest: { id, displayName } };
}
