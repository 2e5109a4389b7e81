import { createHash } from 'node:crypto';
import type { FaceName } from '../face.ts';

/**
 * A FHIR id that tells nothing about who it stands for, and is the same at every start.
 *
 * @returns 24 characters of `[A-Za-z0-9]`, beginning with `e` as Epic's do.
 */
export function opaqueId(face: FaceName, kind: string, key: string): string {
  const digest = createHash('sha256').update(`${face}/${kind}/${key}`).digest('base64');
  return `e${digest.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 23)}`;
}
