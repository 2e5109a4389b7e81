import { hkdfSync } from 'node:crypto';
import { EncryptJWT, jwtDecrypt } from 'jose';
import type { z } from 'zod';

/** State that the browser carries for us between two requests, encrypted: nothing of it is stored here. */
export interface SealedCookies {
  /** @param audience what the value is for; it opens for nothing else. */
  seal(value: object, audience: string, lastsSeconds: number): Promise<string>;
  /** @returns `null` when it is absent, expired, forged, or was sealed for something else. */
  open<T>(sealed: string | null, audience: string, schema: z.ZodType<T>): Promise<T | null>;
}

/** @param keys as configured; the first seals, all open. */
export function createSealedCookies(
  keys: readonly { readonly id: string; readonly key: Uint8Array }[],
): SealedCookies {
  // A key of its own, so that what opens cookies cannot open the database.
  const derived = new Map(
    keys.map(({ id, key }) => [id, new Uint8Array(hkdfSync('sha256', key, '', 'ehr-connector cookies', 32))]),
  );
  const current = keys[0]?.id ?? '';
  const keyOf = (id: string | undefined) => {
    const key = derived.get(id ?? '');
    if (key === undefined) throw new Error('a cookie sealed with a key that is not configured');
    return key;
  };
  return {
    seal: (value, audience, lastsSeconds) =>
      new EncryptJWT({ value })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: current })
        .setAudience(audience)
        .setExpirationTime(`${lastsSeconds}s`)
        .encrypt(keyOf(current)),

    async open(sealed, audience, schema) {
      if (sealed === null) return null;
      const opened = await jwtDecrypt(sealed, ({ kid }) => keyOf(kid), { audience }).catch(() => null);
      const parsed = schema.safeParse(opened?.payload.value);
      return parsed.success ? parsed.data : null;
    },
  };
}
