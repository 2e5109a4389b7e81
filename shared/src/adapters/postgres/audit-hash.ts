import type { StoredEntry } from '../../domain/audit/chain-check.ts';
import { contentDigest } from './content-digest.ts';

/**
 * The hash that chains an entry: SHA-256, base64url, over the canonical JSON of everything it says and of the hash before.
 * Migrations and verification rest on this form, so it never changes.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8785}
 */
export function auditHash(entry: Omit<StoredEntry, 'hash'>): string {
  const { organizationId: organization, number, at, actor, action, subject, details, previousHash } = entry;
  return contentDigest({ organization, number, at, actor, action, subject, details, previousHash });
}
