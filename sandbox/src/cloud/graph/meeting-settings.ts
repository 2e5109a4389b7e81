import type { Person } from '../model.ts';
import { badRequest } from './graph-error.ts';

const LOBBY_SCOPES = [
  'organizer',
  'organization',
  'organizationAndFederated',
  'everyone',
  'invited',
  'organizationExcludingGuests',
];
const ROLES = ['attendee', 'presenter', 'producer', 'coorganizer'];

type Check = (value: unknown, people: readonly Person[]) => boolean;

const isBoolean: Check = (value) => typeof value === 'boolean';
const isText: Check = (value) => typeof value === 'string';
const isTime: Check = (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value));
const oneOf =
  (...names: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && names.includes(value);

/** What `createOrGet` takes beside `externalId`; lobby and roles are not among it. */
const CREATE_OR_GET: Readonly<Record<string, Check>> = {
  subject: isText,
  startDateTime: isTime,
  endDateTime: isTime,
  participants: isParticipants,
  chatInfo: isObject,
};

const PATCH: Readonly<Record<string, Check>> = {
  subject: isText,
  startDateTime: isTime,
  endDateTime: isTime,
  participants: isParticipants,
  lobbyBypassSettings: isLobby,
  allowedPresenters: oneOf('everyone', 'organization', 'roleIsPresenter', 'organizer'),
  allowedLobbyAdmitters: oneOf('organizerAndCoOrganizersAndPresenters', 'organizerAndCoOrganizers'),
  allowMeetingChat: oneOf('enabled', 'disabled', 'limited'),
  isEntryExitAnnounced: isBoolean,
  allowAttendeeToEnableCamera: isBoolean,
  allowAttendeeToEnableMic: isBoolean,
  allowRecording: isBoolean,
  allowTranscription: isBoolean,
  allowTeamworkReactions: isBoolean,
  allowParticipantsToChangeName: isBoolean,
  recordAutomatically: isBoolean,
  shareMeetingChatHistoryDefault: isText,
  watermarkProtection: isObject,
};

/** The members of a `createOrGet` body, without the external id. @throws {GraphError} 400 */
export function readCreateOrGet(
  body: unknown,
  people: readonly Person[],
): { externalId: string; settings: Record<string, unknown> } {
  const { externalId, ...settings } = objectOf(body);
  if (typeof externalId !== 'string' || externalId === '') {
    throw badRequest('externalId is required.');
  }
  if (externalId.length > 255) throw badRequest('externalId is longer than 255 characters.');
  return { externalId, settings: checked(settings, CREATE_OR_GET, people) };
}

/** The members of a PATCH. @throws {GraphError} 400 */
export function readMeetingPatch(body: unknown, people: readonly Person[]): Record<string, unknown> {
  return checked(objectOf(body), PATCH, people);
}

/** What a meeting is like before anybody has set anything. */
export function defaultMeetingSettings(options: { now: Date; lobbyScope: string }): Record<string, unknown> {
  return {
    subject: null,
    startDateTime: options.now.toISOString(),
    endDateTime: new Date(options.now.getTime() + 3_600_000).toISOString(),
    participants: { attendees: [] },
    lobbyBypassSettings: { scope: options.lobbyScope, isDialInBypassEnabled: false },
    allowedPresenters: 'everyone',
    allowedLobbyAdmitters: 'organizerAndCoOrganizersAndPresenters',
    isEntryExitAnnounced: true,
    allowAttendeeToEnableCamera: true,
    allowAttendeeToEnableMic: true,
    allowMeetingChat: 'enabled',
    allowRecording: true,
    allowTranscription: true,
    allowTeamworkReactions: true,
    recordAutomatically: false,
  };
}

/** The settings after a change: the lobby's members are merged, all else replaced. @throws {GraphError} 400 */
export function withPatch(
  settings: Record<string, unknown>,
  patch: Record<string, unknown>,
): Record<string, unknown> {
  const changed = { ...settings, ...patch };
  if (isObject(settings.lobbyBypassSettings) && isObject(patch.lobbyBypassSettings)) {
    changed.lobbyBypassSettings = { ...settings.lobbyBypassSettings, ...patch.lobbyBypassSettings };
  }
  if (Date.parse(String(changed.endDateTime)) <= Date.parse(String(changed.startDateTime))) {
    throw badRequest('endDateTime must be after startDateTime.');
  }
  return changed;
}

function checked(
  given: Record<string, unknown>,
  checks: Readonly<Record<string, Check>>,
  people: readonly Person[],
): Record<string, unknown> {
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith('@odata.')) continue;
    const check = checks[name];
    if (check === undefined) throw badRequest(`The property '${name}' is not supported in this request.`);
    if (!check(value, people)) throw badRequest(`The value of '${name}' is not valid.`);
  }
  return given;
}

function isLobby(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { scope, isDialInBypassEnabled, ...rest } = value;
  return (
    (scope === undefined || (typeof scope === 'string' && LOBBY_SCOPES.includes(scope))) &&
    (isDialInBypassEnabled === undefined || typeof isDialInBypassEnabled === 'boolean') &&
    Object.keys(rest).every((name) => name.startsWith('@odata.'))
  );
}

function isParticipants(value: unknown, people: readonly Person[]): boolean {
  if (!isObject(value)) return false;
  const { attendees = [] } = value;
  return Array.isArray(attendees) && attendees.every((attendee) => isAttendee(attendee, people));
}

/** Only people of the tenant's directory can be presenters or co-organisers. */
function isAttendee(value: unknown, people: readonly Person[]): boolean {
  if (!isObject(value)) return false;
  const { role = 'attendee', upn, identity } = value;
  if (typeof role !== 'string' || !ROLES.includes(role)) return false;
  if (upn !== undefined && upn !== null && typeof upn !== 'string') return false;
  const user = isObject(identity) && isObject(identity.user) ? identity.user : {};
  const isKnown = people.some((person) => person.oid === user.id || person.userPrincipalName === upn);
  return isKnown || (role === 'attendee' && (typeof upn === 'string' || typeof user.id === 'string'));
}

function objectOf(value: unknown): Record<string, unknown> {
  if (isObject(value)) return value;
  throw badRequest('The body must be a JSON object.');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
