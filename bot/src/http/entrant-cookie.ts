import type { Entrant } from '@ehr-connector/shared/domain/organizations/entering.ts';
import { z } from 'zod';
import { ownCookie, readCookie } from './cookies.ts';
import type { SealedCookies } from './sealed-cookie.ts';
import type { HttpRequest } from './server.ts';

export const ENTRANT_COOKIE = 'entrant';
const LASTS_SECONDS = 600;

const Sealed = z.object({ tenantId: z.string(), entraObjectId: z.string() });

/**
 * Who has signed in and may enter their organisation, in a browser: a session belongs to an organisation, and theirs is
 * not here yet. It opens nothing else, and nothing once there is an organisation.
 */
export interface EntrantCookies {
  /** @param account of a directory administrator. @returns the cookie. */
  seal(account: Pick<Entrant, 'tenantId' | 'entraObjectId'>): Promise<string>;
  open(request: HttpRequest): Promise<Entrant | null>;
}

export function createEntrantCookies({ sealed }: { readonly sealed: SealedCookies }): EntrantCookies {
  return {
    async seal({ tenantId, entraObjectId }) {
      const value = await sealed.seal({ tenantId, entraObjectId }, ENTRANT_COOKIE, LASTS_SECONDS);
      return ownCookie(ENTRANT_COOKIE, value, LASTS_SECONDS);
    },
    async open({ headers }) {
      const found = await sealed.open(readCookie(headers.cookie, ENTRANT_COOKIE), ENTRANT_COOKIE, Sealed);
      return found && { ...found, isDirectoryAdmin: true };
    },
  };
}
