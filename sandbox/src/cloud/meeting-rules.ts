import type { Meeting, Person, RosterEntry } from './model.ts';

/** Someone who asks to be let in: `oid` is null for a guest who only typed a name. */
export interface Arrival {
  readonly oid: string | null;
  readonly person: Person | null;
}

type AttendeeRole = 'attendee' | 'presenter' | 'coorganizer';

/** What the meeting's list of attendees says of a person; `null` when the person is not on it. */
export function invitedRole(meeting: Meeting, arrival: Arrival): AttendeeRole | null {
  if (arrival.oid === null) return null;
  for (const attendee of attendeesOf(meeting)) {
    const isSame =
      attendee.identity?.user?.id === arrival.oid ||
      (attendee.upn !== undefined &&
        attendee.upn.toLowerCase() === arrival.person?.userPrincipalName.toLowerCase());
    if (isSame)
      return attendee.role === 'presenter' || attendee.role === 'coorganizer' ? attendee.role : 'attendee';
  }
  return null;
}

/** The role a person gets at the door, by `allowedPresenters` and the list of attendees. */
export function roleOf(meeting: Meeting, arrival: Arrival): RosterEntry['role'] {
  if (arrival.oid === meeting.organizerOid) return 'organizer';
  const invited = invitedRole(meeting, arrival);
  if (invited === 'coorganizer') return 'presenter';
  switch (meeting.settings.allowedPresenters) {
    case 'organizer':
      return 'attendee';
    case 'roleIsPresenter':
      return invited === 'presenter' ? 'presenter' : 'attendee';
    case 'organization':
      return arrival.oid === null ? 'attendee' : 'presenter';
    default:
      return 'presenter';
  }
}

/**
 * Whether the person goes past the lobby.
 *
 * A guest without an account never opens a meeting: until somebody of the tenant is in it, even the scope
 * `everyone` keeps the guest waiting.
 */
export function bypassesLobby(meeting: Meeting, arrival: Arrival): boolean {
  if (arrival.oid === meeting.organizerOid) return true;
  const invited = invitedRole(meeting, arrival);
  if (invited === 'coorganizer') return true;
  switch (lobbyScope(meeting)) {
    case 'organizer':
      return false;
    case 'invited':
      return invited !== null;
    case 'everyone':
      return arrival.oid !== null || hasMemberInside(meeting);
    default:
      return arrival.oid !== null;
  }
}

/** Whether a participant may let others in, by role and `allowedLobbyAdmitters`. */
export function mayAdmit(meeting: Meeting, entry: RosterEntry, person: Person | null): boolean {
  if (entry.inLobby || entry.oid === null) return false;
  if (entry.role === 'organizer') return true;
  if (meeting.settings.allowedLobbyAdmitters === 'organizerAndCoOrganizers') {
    return invitedRole(meeting, { oid: entry.oid, person }) === 'coorganizer';
  }
  return entry.role === 'presenter';
}

export function lobbyScope(meeting: Meeting): string {
  const settings = meeting.settings.lobbyBypassSettings;
  const scope =
    typeof settings === 'object' && settings !== null && 'scope' in settings ? settings.scope : null;
  return typeof scope === 'string' ? scope : 'organization';
}

function hasMemberInside(meeting: Meeting): boolean {
  return [...meeting.roster.values()].some((entry) => !entry.inLobby && entry.oid !== null);
}

interface Attendee {
  readonly upn?: string;
  readonly role?: string;
  readonly identity?: { readonly user?: { readonly id?: string } };
}

function attendeesOf(meeting: Meeting): readonly Attendee[] {
  const participants = meeting.settings.participants;
  if (typeof participants !== 'object' || participants === null || !('attendees' in participants)) return [];
  // PATCH has checked the shape.
  return Array.isArray(participants.attendees) ? (participants.attendees as Attendee[]) : [];
}
