import { openPersonalChat, setBotInstalled } from '../chats.ts';
import type { Deliveries } from '../deliveries.ts';
import type { Fault, Faults } from '../faults.ts';
import type { LifecycleEvent, Notifier } from '../graph/notifier.ts';
import type { Subscriptions } from '../graph/subscription.ts';
import { clearLobby } from '../meetings.ts';
import type { Chat } from '../model.ts';
import type { LoggedRequest } from '../request-log.ts';
import { type CloudSettings, defaultSettings } from '../settings.ts';
import type { CloudWorld } from '../world.ts';

/** What tests and the people of the sandbox may do to the cloud behind everybody's back. */
export interface CloudControl {
  setFault(fault: Parameters<Faults['set']>[0]): Fault;
  clearFaults(target?: string): void;
  faults(): readonly Fault[];
  /** What was asked of the cloud and what it sent, oldest first; of one target and its parts, if given. */
  requests(target?: string): readonly LoggedRequest[];
  settings(): Readonly<CloudSettings>;
  changeSettings(change: Partial<CloudSettings>): void;
  /** Everybody of the hospital's tenant, and whether the application access policy covers them. */
  meetingPolicy(): readonly { oid: string; displayName: string; isGranted: boolean }[];
  /** Whether the application access policy lets the app hold meetings on the person's behalf. */
  setMeetingPolicy(oid: string, isGranted: boolean): void;
  /** The person blocks the bot in their one-to-one chat, or no longer does. */
  setBotBlocked(oid: string, isBlocked: boolean): void;
  /** The person's app is added or removed, as in Teams' own list of apps. */
  setAppInstalled(oid: string, isInstalled: boolean): void;
  /** The person's Teams speaks this from now on; bots hear of it with what the person does next. */
  setLanguage(oid: string, locale: string): void;
  rotateEntraKeys(): Promise<void>;
  rotateChannelKeys(): Promise<void>;
  /** Tells all subscribers; returns how many. */
  sendLifecycle(event: LifecycleEvent): number;
  /** The ids of the live subscriptions, with their meetings and times of expiry. */
  subscriptions(): readonly { id: string; meetingId: string; expiresAt: Date }[];
  /** Removes everybody who waits in a lobby, as Teams does after half an hour. */
  clearLobbies(): void;
  /** Resolves when every notification and activity has been delivered or given up. */
  settled(): Promise<void>;
  /**
   * Faults, settings and log as at the start; with `everything`, meetings, sign-ins, languages and chats are gone too, and the
   * groups there were from the start are as they were.
   */
  reset(options?: { everything?: boolean }): void;
}

export function createControl(deps: {
  world: CloudWorld;
  settings: { current: CloudSettings };
  notifier: Notifier;
  subscriptions: Subscriptions;
  deliveries: readonly Deliveries[];
  /** Brings what is not in the model back to the start: sign-ins, codes, counts, the groups there always are. */
  forget: () => void;
}): CloudControl {
  const { world, settings, notifier, subscriptions } = deps;
  const { cloud, faults, requests } = world;
  return {
    setFault: (fault) => faults.set(fault),
    clearFaults: (target) => faults.clear(target),
    faults: () => faults.list(),
    requests: (target) => requests.list(target),
    settings: () => settings.current,
    changeSettings(change) {
      settings.current = { ...settings.current, ...change };
    },
    meetingPolicy: () =>
      cloud.people.map(({ oid, displayName }) => ({
        oid,
        displayName,
        isGranted: !settings.current.organizersWithoutPolicy.includes(oid),
      })),
    setMeetingPolicy(oid, isGranted) {
      const others = settings.current.organizersWithoutPolicy.filter((one) => one !== oid);
      settings.current = {
        ...settings.current,
        organizersWithoutPolicy: isGranted ? others : [...others, oid],
      };
    },
    setBotBlocked(oid, isBlocked) {
      const chat = personalChat(oid);
      chat.botBlocked = isBlocked;
      cloud.events.emit('chat', chat);
    },
    setAppInstalled: (oid, installed) => setBotInstalled(cloud, personalChat(oid), { installed, byOid: oid }),
    setLanguage: (oid, locale) => void cloud.languages.set(oid, locale),
    rotateEntraKeys: () => world.entraKeys.rotate(),
    rotateChannelKeys: () => world.channelKeys.rotate(),
    sendLifecycle(event) {
      const told = subscriptions.list();
      for (const subscription of told) notifier.sendLifecycle(subscription, event);
      return told.length;
    },
    subscriptions: () =>
      subscriptions.list().map(({ id, meetingId, expiresAt }) => ({ id, meetingId, expiresAt })),
    clearLobbies() {
      for (const meeting of cloud.meetings.values()) clearLobby(cloud, meeting, cloud.now());
    },
    async settled() {
      await Promise.all(deps.deliveries.map((queue) => queue.idle()));
    },
    reset({ everything = false } = {}) {
      faults.clear();
      requests.clear();
      settings.current = defaultSettings();
      if (!everything) return;
      cloud.chats.clear();
      cloud.meetings.clear();
      cloud.languages.clear();
      subscriptions.clear();
      deps.forget();
    },
  };

  function personalChat(oid: string): Chat {
    const { bot, teamsApp } = world.registration();
    return openPersonalChat(cloud, { oid, botAppId: bot.appId, title: teamsApp.name });
  }
}
