import { addMs, HOUR_MS } from '../kernel/clock.ts';
import type { SigningKey } from './connection-keys.ts';

/** A new key signs only once every cache has met it: Epic keeps a key set for up to 29 hours. */
export const PUBLISHED_BEFORE_USE_MS = 30 * HOUR_MS;

/** A public key in the connection's key set. */
export interface PublishedKey extends Pick<SigningKey, 'kid' | 'algorithm'> {
  readonly createdAt: Date;
}

export interface KeyState extends PublishedKey {
  readonly signsFrom: Date;
  /**
   * - `upcoming`: published, and to sign from then on.
   * - `signing`: signs now.
   * - `retiring`: succeeded; published as long as somebody may still check a signature of it.
   */
  readonly state: 'upcoming' | 'signing' | 'retiring';
}

/** The connection's keys, within the transaction of a change. */
export interface ConnectionKeyStore {
  /** Newest first. */
  list(connectionId: string): Promise<readonly PublishedKey[]>;
  /** Publishes a fresh key. */
  add(connectionId: string, algorithm: PublishedKey['algorithm']): Promise<PublishedKey>;
  forget(connectionId: string, kids: readonly string[]): Promise<void>;
}

/**
 * Which of the keys signs: the newest that has been published long enough; a first key, which no cache can hold a set
 * without, at once.
 *
 * @param keys of one algorithm, newest first.
 */
export function signingOf<K extends Pick<PublishedKey, 'createdAt'>>(
  keys: readonly K[],
  now: Date,
): K | undefined {
  const publishedBy = addMs(now, -PUBLISHED_BEFORE_USE_MS);
  return keys.find(({ createdAt }) => createdAt <= publishedBy) ?? keys.at(-1);
}

/**
 * @param keys newest first.
 * @param algorithm what the connection signs with; keys of another were used before, or will be once a draft is approved.
 */
export function keyStates(
  keys: readonly PublishedKey[],
  algorithm: PublishedKey['algorithm'],
  now: Date,
): readonly KeyState[] {
  const own = keys.filter((key) => key.algorithm === algorithm);
  const signing = signingOf(own, now);
  const first = own.at(-1);
  return keys.map((key, index) => {
    const signsFrom = key === first ? key.createdAt : addMs(key.createdAt, PUBLISHED_BEFORE_USE_MS);
    if (key === signing) return { ...key, signsFrom, state: 'signing' };
    const isNewer = signing === undefined || index < keys.indexOf(signing);
    return { ...key, signsFrom, state: isNewer ? 'upcoming' : 'retiring' };
  });
}
