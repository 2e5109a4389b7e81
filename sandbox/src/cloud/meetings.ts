import { randomUUID } from 'node:crypto';
import { bypassesLobby, mayAdmit, roleOf } from './meeting-rules.ts';
import { type Cloud, findPerson, type Meeting, type RosterEntry } from './model.ts';

/** The meeting does not allow what was asked. */
export class MeetingRefusal extends Error {
  override readonly name = 'MeetingRefusal';
  readonly code: 'not-in-lobby' | 'not-allowed';

  constructor(code: MeetingRefusal['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Someone presses Join; `oid` is null for a guest who only typed a name.
 *
 * The same person may come twice, from two devices, and gets a new entry each time.
 *
 * @returns the new entry, in the lobby or in the meeting as the meeting's settings say.
 */
export function joinMeeting(
  cloud: Cloud,
  meeting: Meeting,
  who: { displayName: string; oid: string | null },
): RosterEntry {
  const arrival = { oid: who.oid, person: who.oid === null ? null : findPerson(cloud, who.oid) };
  const entry: RosterEntry = {
    id: randomUUID(),
    displayName: who.displayName,
    oid: who.oid,
    role: roleOf(meeting, arrival),
    inLobby: true,
    joinedAt: cloud.now(),
  };
  meeting.roster.set(entry.id, entry);
  if (bypassesLobby(meeting, arrival)) enter(cloud, meeting, entry);
  else emitRoster(cloud, meeting, entry, 'lobby');
  return entry;
}

/**
 * Lets a waiting participant in.
 *
 * @param byOid who admits; checked against the roster when given.
 * @throws {MeetingRefusal} when nobody with this id waits, or `byOid` may not admit.
 */
export function admit(cloud: Cloud, meeting: Meeting, entryId: string, byOid?: string): void {
  const entry = waiting(meeting, entryId);
  requireAdmitter(cloud, meeting, byOid);
  enter(cloud, meeting, entry);
}

/** Sends a waiting participant away; refuses as {@link admit} does. */
export function deny(cloud: Cloud, meeting: Meeting, entryId: string, byOid?: string): void {
  const entry = waiting(meeting, entryId);
  requireAdmitter(cloud, meeting, byOid);
  remove(cloud, meeting, entry, 'Participant was not admitted from the lobby.');
}

/** A participant goes, from the meeting or from the lobby. Calling again changes nothing. */
export function leave(cloud: Cloud, meeting: Meeting, entryId: string): void {
  const entry = meeting.roster.get(entryId);
  if (entry === undefined) return;
  remove(cloud, meeting, entry, 'Participant has left the meeting call.');
  endIfEmpty(cloud, meeting);
}

/** Removes who has waited in the lobby since before `since`, as Teams does after half an hour. */
export function clearLobby(cloud: Cloud, meeting: Meeting, since: Date): void {
  for (const entry of [...meeting.roster.values()]) {
    if (entry.inLobby && entry.joinedAt <= since) {
      remove(cloud, meeting, entry, 'Participant waited too long in the lobby.');
    }
  }
}

/**
 * Ends the call for all who are in it or wait.
 *
 * @param byOid who ends it; must be the organiser or a presenter in the meeting, when given.
 * @throws {MeetingRefusal} when `byOid` may not end it.
 */
export function endForAll(cloud: Cloud, meeting: Meeting, byOid?: string): void {
  if (byOid !== undefined && !insideAs(meeting, byOid).some((entry) => entry.role !== 'attendee')) {
    throw new MeetingRefusal('not-allowed', 'Only the organiser and presenters end a meeting for all.');
  }
  for (const entry of [...meeting.roster.values()]) {
    remove(cloud, meeting, entry, 'The meeting call was ended.');
  }
  endIfEmpty(cloud, meeting);
}

function enter(cloud: Cloud, meeting: Meeting, entry: RosterEntry): void {
  if (meeting.callStartedAt === null) {
    meeting.callStartedAt = cloud.now();
    cloud.events.emit('call', { kind: 'call-started', meeting, at: meeting.callStartedAt });
  }
  entry.inLobby = false;
  if (entry.oid !== null) cloud.chats.get(meeting.chatId)?.memberOids.add(entry.oid);
  emitRoster(cloud, meeting, entry, 'joined');
  admitThoseWhoNeedNotWait(cloud, meeting);
}

/** The first member of the tenant opens the door to those whom only an empty meeting kept waiting. */
function admitThoseWhoNeedNotWait(cloud: Cloud, meeting: Meeting): void {
  for (const entry of meeting.roster.values()) {
    if (entry.inLobby && entry.oid === null && bypassesLobby(meeting, { oid: null, person: null })) {
      entry.inLobby = false;
      emitRoster(cloud, meeting, entry, 'joined');
    }
  }
}

function remove(cloud: Cloud, meeting: Meeting, entry: RosterEntry, reason: string): void {
  meeting.roster.delete(entry.id);
  cloud.events.emit('call', { kind: 'roster', meeting, at: cloud.now(), entry, change: 'left', reason });
}

function endIfEmpty(cloud: Cloud, meeting: Meeting): void {
  if (meeting.callStartedAt === null || [...meeting.roster.values()].some((entry) => !entry.inLobby)) return;
  meeting.callStartedAt = null;
  cloud.events.emit('call', { kind: 'call-ended', meeting, at: cloud.now() });
}

function emitRoster(cloud: Cloud, meeting: Meeting, entry: RosterEntry, change: 'lobby' | 'joined'): void {
  cloud.events.emit('call', { kind: 'roster', meeting, at: cloud.now(), entry, change });
}

function waiting(meeting: Meeting, entryId: string): RosterEntry {
  const entry = meeting.roster.get(entryId);
  if (entry?.inLobby) return entry;
  throw new MeetingRefusal('not-in-lobby', 'Nobody with this id waits in the lobby.');
}

function requireAdmitter(cloud: Cloud, meeting: Meeting, byOid: string | undefined): void {
  if (byOid === undefined) return;
  const person = findPerson(cloud, byOid);
  if (insideAs(meeting, byOid).some((entry) => mayAdmit(meeting, entry, person))) return;
  throw new MeetingRefusal('not-allowed', 'Only the organiser and presenters admit from the lobby.');
}

function insideAs(meeting: Meeting, oid: string): RosterEntry[] {
  return [...meeting.roster.values()].filter((entry) => entry.oid === oid && !entry.inLobby);
}
