import {
  constants,
  createDecipheriv,
  createHmac,
  type KeyObject,
  privateDecrypt,
  timingSafeEqual,
} from 'node:crypto';

/** The resource data of a rich notification, as Graph sends it; every member is base64. */
export interface EncryptedContent {
  readonly data: string;
  readonly dataKey: string;
  readonly dataSignature: string;
}

const AES_256_KEY_BYTES = 32;

/**
 * Opens what Graph encrypted for us. Nothing is decrypted before its signature has been compared.
 *
 * @throws when the key does not open it, or the content was changed.
 * @see {@link https://learn.microsoft.com/graph/change-notifications-with-resource-data#decrypting-resource-data-from-change-notifications}
 */
export function openContent(content: EncryptedContent, privateKey: KeyObject): unknown {
  const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
  const key = privateDecrypt({ key: privateKey, ...padding }, Buffer.from(content.dataKey, 'base64'));
  if (key.byteLength !== AES_256_KEY_BYTES) throw new Error('the key is of another size');
  const data = Buffer.from(content.data, 'base64');
  const expected = createHmac('sha256', key).update(data).digest();
  const given = Buffer.from(content.dataSignature, 'base64');
  if (given.byteLength !== expected.byteLength || !timingSafeEqual(given, expected)) {
    throw new Error('the signature of the content is wrong');
  }
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16));
  return JSON.parse(Buffer.concat([decipher.update(data), decipher.final()]).toString('utf8'));
}
