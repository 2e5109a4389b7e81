import { randomUUID } from 'node:crypto';
import { mayAdmit } from '../cloud/meeting-rules.ts';
import { admit, deny, endForAll, joinMeeting, leave, MeetingRefusal } from '../cloud/meetings.ts';
import type { CallEvent, Cloud, Meeting, Person, RosterEntry } from '../cloud/model.ts';
import type {
  ClientMessage,
  Ending,
  MediaState,
  ParticipantView,
  RoomView,
  ServerMessage,
} from './meeting-messages.ts';

/** One browser's connection, whatever carries it. */
export interface Link {
  send(message: ServerMessage): void;
}

/** What the carrier of a connection tells: a message came, or the connection is gone. */
export interface Connection {
  receive(message: ClientMessage): void;
  /** `deliberate` when the page was closed, as against a network that failed. */
  lost(deliberate: boolean): void;
}

/** One participant's stay in a meeting; it outlives a short break of the connection. */
interface Session {
  readonly token: string;
  readonly meeting: Meeting;
  readonly entryId: string;
  readonly person: Person | null;
  media: MediaState;
  /** The last view that was sent, from which the reason of a removal is told. */
  seen: { inLobby: boolean; callRunning: boolean };
  link: Link | null;
  /** Signals that came while the connection was broken; without them a newcomer's offer would be lost. */
  missed: ServerMessage[];
  expiry: NodeJS.Timeout | null;
}

export interface MeetingSessions {
  connect(meeting: Meeting, person: Person | null, link: Link): Connection;
  close(): void;
}

/**
 * Keeps browsers and rosters in step: what people do becomes an operation on the roster, and every change of a
 * roster, whoever made it, is told to everybody it concerns as a whole new view.
 */
export function createMeetingSessions(deps: { cloud: Cloud; graceMs: number }): MeetingSessions {
  const { cloud, graceMs } = deps;
  const sessions = new Map<string, Session>();
  const changed = new Set<Meeting>();

  // A single operation may raise several events: views are made once all of them have been raised.
  const onCall = ({ meeting }: CallEvent) => {
    if (changed.size === 0) queueMicrotask(tellChanged);
    changed.add(meeting);
  };
  cloud.events.on('call', onCall);

  function tellChanged() {
    const told = [...changed];
    changed.clear();
    for (const meeting of told) tell(meeting);
  }

  function tell(meeting: Meeting) {
    const here = [...sessions.values()].filter((session) => session.meeting === meeting);
    for (const session of here) {
      const entry = meeting.roster.get(session.entryId);
      if (entry === undefined) {
        finish(session, endingOf(session));
      } else {
        session.seen = { inLobby: entry.inLobby, callRunning: meeting.callStartedAt !== null };
        session.link?.send({ kind: 'room', room: viewFor({ session, entry, here }) });
      }
    }
  }

  function finish(session: Session, ending: Ending) {
    sessions.delete(session.token);
    if (session.expiry !== null) clearTimeout(session.expiry);
    session.link?.send({ kind: 'over', ending });
  }

  function depart(session: Session, ending: Ending) {
    finish(session, ending);
    leave(cloud, session.meeting, session.entryId);
  }

  /** The roster keeps the rules; a button that came too late, or was not theirs to press, does nothing. */
  function moderate(session: Session, operation: (byOid: string) => void) {
    if (session.person === null) return;
    try {
      operation(session.person.oid);
    } catch (error) {
      if (!(error instanceof MeetingRefusal)) throw error;
    }
  }

  function relay(session: Session, to: string, signal: unknown) {
    const target = [...sessions.values()].find(
      (other) => other.entryId === to && other.meeting === session.meeting,
    );
    if (target === undefined || session.seen.inLobby || target.seen.inLobby) return;
    const message: ServerMessage = { kind: 'signal', from: session.entryId, signal };
    if (target.link === null) target.missed.push(message);
    else target.link.send(message);
  }

  function act(session: Session, message: ClientMessage) {
    switch (message.kind) {
      case 'media':
        session.media = { mic: message.mic, camera: message.camera };
        return tell(session.meeting);
      case 'signal':
        return relay(session, message.to, message.signal);
      case 'admit':
        return moderate(session, (byOid) => admit(cloud, session.meeting, message.entryId, byOid));
      case 'deny':
        return moderate(session, (byOid) => deny(cloud, session.meeting, message.entryId, byOid));
      case 'end':
        return moderate(session, (byOid) => endForAll(cloud, session.meeting, byOid));
      case 'leave':
        return depart(session, 'left');
      case 'join':
      case 'resume':
        return;
    }
  }

  return {
    connect(meeting, person, link) {
      let session: Session | null = null;

      function enter(message: Extract<ClientMessage, { kind: 'join' }>) {
        const displayName = person?.displayName ?? message.name;
        if (displayName === '') return;
        const entry = joinMeeting(cloud, meeting, { displayName, oid: person?.oid ?? null });
        const { mic, camera } = message;
        session = {
          token: randomUUID(),
          meeting,
          entryId: entry.id,
          person,
          media: { mic, camera },
          seen: { inLobby: entry.inLobby, callRunning: meeting.callStartedAt !== null },
          link,
          missed: [],
          expiry: null,
        };
        sessions.set(session.token, session);
        link.send({ kind: 'welcome', selfId: entry.id, session: session.token });
        tell(meeting);
      }

      function resume(token: string) {
        const found = sessions.get(token);
        if (found === undefined || found.meeting !== meeting) {
          return link.send({ kind: 'over', ending: 'disconnected' });
        }
        if (found.expiry !== null) clearTimeout(found.expiry);
        found.expiry = null;
        found.link = link;
        session = found;
        tell(meeting);
        for (const message of found.missed.splice(0)) link.send(message);
      }

      return {
        receive(message) {
          if (session !== null) {
            if (sessions.has(session.token)) act(session, message);
          } else if (message.kind === 'join') enter(message);
          else if (message.kind === 'resume') resume(message.session);
        },
        lost(deliberate) {
          // The same stay may already go on over a newer connection.
          if (session === null || session.link !== link || !sessions.has(session.token)) return;
          const gone = session;
          gone.link = null;
          if (deliberate) depart(gone, 'left');
          else gone.expiry = setTimeout(() => depart(gone, 'disconnected'), graceMs);
        },
      };
    },

    close() {
      cloud.events.off('call', onCall);
      for (const { expiry } of sessions.values()) if (expiry !== null) clearTimeout(expiry);
      sessions.clear();
    },
  };
}

/** Why somebody who was in the roster no longer is, when it was not their own doing. */
function endingOf({ meeting, seen }: Session): Ending {
  if (seen.callRunning && meeting.callStartedAt === null) return 'ended';
  return seen.inLobby ? 'denied' : 'removed';
}

function viewFor(view: { session: Session; entry: RosterEntry; here: readonly Session[] }): RoomView {
  const { entry, here } = view;
  const { meeting, person } = view.session;
  if (entry.inLobby) return { phase: 'lobby' };
  const roster = [...meeting.roster.values()];
  const mediaOf = new Map(here.map((session) => [session.entryId, session.media]));
  const canAdmit = mayAdmit(meeting, entry, person);
  return {
    phase: 'meeting',
    participants: roster
      .filter((other) => !other.inLobby)
      .map(
        (other): ParticipantView => ({
          id: other.id,
          name: other.displayName,
          guest: other.oid === null,
          role: other.role,
          ...(mediaOf.get(other.id) ?? { mic: false, camera: false }),
        }),
      ),
    waiting: canAdmit
      ? roster.filter((other) => other.inLobby).map((other) => ({ id: other.id, name: other.displayName }))
      : [],
    canAdmit,
    // A guest presents by grace of `allowedPresenters`, but has no account to end a meeting with.
    canEnd: person !== null && entry.role !== 'attendee',
    startedAt: (meeting.callStartedAt ?? entry.joinedAt).toISOString(),
  };
}
