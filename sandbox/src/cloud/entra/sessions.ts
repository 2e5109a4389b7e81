import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Response } from 'express';
import type { Account, Directory } from '../directory.ts';

const COOKIE = 'ESTSAUTH';

/** Which browser is signed in as whom, told by Entra's cookie. */
export interface EntraSessions {
  account(req: Pick<IncomingMessage, 'headers'>): Account | null;
  signIn(res: Response, account: Account): void;
  signOut(req: Pick<IncomingMessage, 'headers'>, res: Response): void;
  clear(): void;
}

export function createEntraSessions(deps: { directory: Directory }): EntraSessions {
  const oids = new Map<string, string>();
  return {
    account(req) {
      const oid = oids.get(cookieOf(req) ?? '');
      return oid === undefined ? null : deps.directory.account(oid);
    },
    signIn(res, account) {
      const id = randomBytes(32).toString('base64url');
      oids.set(id, account.person.oid);
      res.cookie(COOKIE, id, { httpOnly: true, sameSite: 'lax', path: '/' });
    },
    signOut(req, res) {
      oids.delete(cookieOf(req) ?? '');
      res.clearCookie(COOKIE, { httpOnly: true, sameSite: 'lax', path: '/' });
    },
    clear: () => oids.clear(),
  };
}

function cookieOf(req: Pick<IncomingMessage, 'headers'>): string | null {
  for (const pair of (req.headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=');
    if (name === COOKIE && value) return value;
  }
  return null;
}
