/** Where visits take place. */
export interface MeetingRooms {
  /**
   * Finds or makes the meeting of `key` under `organizer`. Calling twice gives the same meeting.
   *
   * @param request.key stable and opaque, at most 128 characters; carries no patient data.
   * @throws {DomainError} `room-unavailable` when Microsoft refuses, is throttling, or is silent for 10 seconds.
   * @see {@link https://learn.microsoft.com/graph/api/onlinemeeting-createorget}
   */
  open(request: {
    readonly tenantId: string;
    readonly organizer: string;
    readonly key: string;
    readonly start: Date;
    readonly end: Date;
    readonly signal: AbortSignal;
  }): Promise<OpenedMeeting>;

  /**
   * Makes only `presenters` pass the lobby and present, and reads back that it is so. Safe to repeat.
   *
   * @param request.presenters Entra object ids; everybody else waits in the lobby, also other employees.
   * @throws {DomainError} `room-unavailable`, also when what was read back is not what was asked for.
   */
  secure(request: {
    readonly tenantId: string;
    readonly organizer: string;
    readonly meetingId: string;
    readonly presenters: readonly string[];
    readonly signal: AbortSignal;
  }): Promise<void>;
}

export interface OpenedMeeting {
  readonly meetingId: string;
  readonly joinUrl: string;
  /** The meeting's chat. */
  readonly threadId: string;
}

/** Who tells us what happens in a meeting. */
export interface MeetingWitnesses {
  /** Puts the bot into the meeting's chat, so that it hears of participants. Safe to repeat. */
  installBot(request: {
    readonly tenantId: string;
    readonly threadId: string;
    readonly signal: AbortSignal;
  }): Promise<void>;

  /**
   * Subscribes to the meeting's call; a subscription that exists already for the meeting is taken over.
   *
   * @param request.clientState a secret that every notification has to carry.
   */
  subscribe(request: {
    readonly tenantId: string;
    readonly joinUrl: string;
    readonly clientState: string;
    readonly expiresAt: Date;
    readonly signal: AbortSignal;
  }): Promise<{ readonly id: string; readonly expiresAt: Date }>;

  /** @returns the new end, or `null` when the subscription is gone and must be made anew. */
  renew(request: {
    readonly tenantId: string;
    readonly id: string;
    readonly expiresAt: Date;
    readonly signal: AbortSignal;
  }): Promise<Date | null>;
}
