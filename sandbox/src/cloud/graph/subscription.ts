import type { KeyObject } from 'node:crypto';
import type { Meeting } from '../model.ts';

/** An app's wish to be told of a meeting's call events. */
export interface Subscription {
  readonly id: string;
  readonly applicationId: string;
  readonly meetingId: string;
  /** As the app wrote it; every notification repeats it. */
  readonly resource: string;
  readonly notificationUrl: string;
  readonly lifecycleNotificationUrl: string | null;
  readonly clientState: string | null;
  readonly encryption: {
    readonly key: KeyObject;
    readonly certificateId: string;
    readonly thumbprint: string;
  };
  expiresAt: Date;
}

/** The subscriptions that have not run out. */
export interface Subscriptions {
  readonly list: () => readonly Subscription[];
  readonly find: (id: string) => Subscription | null;
  readonly ofMeeting: (meeting: Pick<Meeting, 'id'>) => readonly Subscription[];
  readonly add: (subscription: Subscription) => void;
  readonly remove: (id: string) => void;
  readonly clear: () => void;
}

export function createSubscriptions(now: () => Date): Subscriptions {
  const all = new Map<string, Subscription>();
  const list = (): readonly Subscription[] => [...all.values()].filter(({ expiresAt }) => expiresAt > now());
  return {
    list,
    find: (id) => list().find((subscription) => subscription.id === id) ?? null,
    ofMeeting: ({ id }) => list().filter((subscription) => subscription.meetingId === id),
    add: (subscription) => void all.set(subscription.id, subscription),
    remove: (id) => void all.delete(id),
    clear: () => all.clear(),
  };
}
