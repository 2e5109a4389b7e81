import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Encrypts what must be readable again but not in a stolen database. */
export interface Sealer {
  /** @param context where the value stands (`table.column:row`); it opens nowhere else. */
  seal(plaintext: string, context: string): Buffer;
  /** @throws {Error} when the value was tampered with, moved, or its key is not configured. */
  open(sealed: Uint8Array, context: string): string;
}

export interface SealingKey {
  /** At most 255 bytes; stored beside what it sealed. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM with a fresh nonce a value: version, length of the key's id, id, nonce, tag, ciphertext.
 *
 * @param keys the first seals; all open, so keys rotate by putting a new one in front.
 * @see {@link https://csrc.nist.gov/pubs/sp/800/38/d/final}
 */
export function createSealer(keys: readonly SealingKey[]): Sealer {
  const [current] = keys;
  if (current === undefined) throw new RangeError('a sealer needs at least one key');
  const currentId = Buffer.from(current.id, 'utf8');
  if (currentId.length > 255) throw new RangeError('the id of a sealing key is at most 255 bytes');
  const byId = new Map(keys.map(({ id, key }) => [id, key]));
  return {
    seal(plaintext, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current.key, nonce).setAAD(Buffer.from(context, 'utf8'));
      const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
      const head = Buffer.from([VERSION, currentId.length]);
      return Buffer.concat([head, currentId, nonce, cipher.getAuthTag(), ciphertext]);
    },

    open(sealed, context) {
      const bytes = Buffer.from(sealed);
      const idEnd = 2 + (bytes[1] ?? 0);
      if (bytes[0] !== VERSION || bytes.length < idEnd + NONCE_BYTES + TAG_BYTES)
        throw new Error('not a sealed value');
      const key = byId.get(bytes.subarray(2, idEnd).toString('utf8'));
      if (key === undefined) throw new Error('sealed with a key that is not configured');
      const tagAt = idEnd + NONCE_BYTES;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(idEnd, tagAt))
        .setAAD(Buffer.from(context, 'utf8'))
        .setAuthTag(bytes.subarray(tagAt, tagAt + TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(tagAt + TAG_BYTES)), decipher.final()]).toString(
        'utf8',
      );
    },
  };
}
