/** Whether a participant sends sound and picture. */
export interface MediaState {
  readonly mic: boolean;
  readonly camera: boolean;
}

/** What a browser says on the meeting's socket. */
export type ClientMessage =
  | ({ readonly kind: 'join'; readonly name: string } & MediaState)
  /** Takes up the place of a connection that broke. */
  | { readonly kind: 'resume'; readonly session: string }
  | ({ readonly kind: 'media' } & MediaState)
  | { readonly kind: 'signal'; readonly to: string; readonly signal: unknown }
  | { readonly kind: 'admit' | 'deny'; readonly entryId: string }
  | { readonly kind: 'leave' | 'end' };

/** A person in the meeting, as the others see them. */
export interface ParticipantView extends MediaState {
  readonly id: string;
  readonly name: string;
  readonly guest: boolean;
  readonly role: 'organizer' | 'presenter' | 'attendee';
}

/** What one participant may know of the meeting: from the lobby, nothing but that they wait. */
export type RoomView =
  | { readonly phase: 'lobby' }
  | {
      readonly phase: 'meeting';
      readonly participants: readonly ParticipantView[];
      /** Empty for those who may not admit. */
      readonly waiting: readonly { readonly id: string; readonly name: string }[];
      readonly canAdmit: boolean;
      readonly canEnd: boolean;
      readonly startedAt: string;
    };

/** Why a participant is no longer in the meeting. */
export type Ending = 'left' | 'denied' | 'removed' | 'ended' | 'disconnected';

/** What the server says on the meeting's socket. */
export type ServerMessage =
  | { readonly kind: 'welcome'; readonly selfId: string; readonly session: string }
  | { readonly kind: 'room'; readonly room: RoomView }
  /** `signal` is an SDP description or ICE candidate, passed on unread. */
  | { readonly kind: 'signal'; readonly from: string; readonly signal: unknown }
  | { readonly kind: 'over'; readonly ending: Ending };

const NAME_LENGTH_MAX = 100;

/** Reads what a browser sent; null for anything that is not a message of this protocol. */
export function parseClientMessage(text: string): ClientMessage | null {
  const fields = parseObject(text);
  if (fields === null) return null;
  const { kind, name, session, to, signal, entryId } = fields;
  const media = { mic: fields.mic === true, camera: fields.camera === true };
  switch (kind) {
    case 'join':
      return typeof name === 'string'
        ? { kind, name: name.trim().slice(0, NAME_LENGTH_MAX), ...media }
        : null;
    case 'resume':
      return typeof session === 'string' ? { kind, session } : null;
    case 'media':
      return { kind, ...media };
    case 'signal':
      return typeof to === 'string' ? { kind, to, signal } : null;
    case 'admit':
    case 'deny':
      return typeof entryId === 'string' ? { kind, entryId } : null;
    case 'leave':
    case 'end':
      return { kind };
    default:
      return null;
  }
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}
