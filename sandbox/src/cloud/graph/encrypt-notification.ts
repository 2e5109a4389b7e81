import { constants, createCipheriv, createHmac, publicEncrypt, randomBytes } from 'node:crypto';
import type { Subscription } from './subscription.ts';

/**
 * Encrypts the resource data of a rich notification.
 *
 * A new AES-256 key for each; CBC with the key's first 16 bytes as IV; HMAC-SHA256 over the ciphertext; the key under
 * the subscriber's certificate with RSA-OAEP and SHA-1.
 *
 * @see {@link https://learn.microsoft.com/graph/change-notifications-with-resource-data}
 */
export function encryptNotification(
  resourceData: unknown,
  encryption: Subscription['encryption'],
): Record<string, string> {
  const key = randomBytes(32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16));
  const data = Buffer.concat([cipher.update(JSON.stringify(resourceData), 'utf8'), cipher.final()]);
  const padding = { key: encryption.key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
  return {
    data: data.toString('base64'),
    dataSignature: createHmac('sha256', key).update(data).digest('base64'),
    dataKey: publicEncrypt(padding, key).toString('base64'),
    encryptionCertificateId: encryption.certificateId,
    encryptionCertificateThumbprint: encryption.thumbprint,
  };
}
