import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * What an approval names: the SHA-256, base64url, of the content's canonical JSON. The order of keys makes no difference.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8785}
 */
export function contentDigest(content: unknown): string {
  const canonical = canonicalize(content);
  if (canonical === undefined) throw new TypeError('content is not JSON');
  return createHash('sha256').update(canonical).digest('base64url');
}
