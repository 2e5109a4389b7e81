import { randomBytes } from 'node:crypto';

/** Things that are handed out under an unguessable id, for a time. */
export interface OneTimeStore<T> {
  put(value: T): string;
  /** The value, which is then gone. */
  take(id: string): T | null;
  /** The value, which stays. */
  peek(id: string): T | null;
  clear(): void;
}

export function createOneTimeStore<T>(options: { lifetimeMs: number; now: () => Date }): OneTimeStore<T> {
  const entries = new Map<string, { value: T; expiresAt: number }>();
  const peek = (id: string): T | null => {
    const entry = entries.get(id);
    return entry === undefined || entry.expiresAt <= options.now().getTime() ? null : entry.value;
  };
  return {
    put(value) {
      const time = options.now().getTime();
      for (const [id, { expiresAt }] of entries) if (expiresAt <= time) entries.delete(id);
      const id = randomBytes(32).toString('base64url');
      entries.set(id, { value, expiresAt: time + options.lifetimeMs });
      return id;
    },
    take(id) {
      const value = peek(id);
      entries.delete(id);
      return value;
    },
    peek,
    clear: () => entries.clear(),
  };
}
