import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import type { Registration } from '../registration.ts';

/** An error of the token endpoint, in Entra's form. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  readonly error: string;
  readonly status: 400 | 401;
  /** The number of the AADSTS code. */
  readonly number: number;

  constructor(error: string, number: number, message: string, status: 400 | 401 = 400) {
    super(`AADSTS${number}: ${message}`);
    this.error = error;
    this.number = number;
    this.status = status;
  }
}

/** Which registered client speaks. */
export interface TokenClient {
  readonly clientId: string;
  /** Whether it is the app itself; a bot with its own registration is not. */
  readonly isApp: boolean;
}

/** The form of a token request with the client's own credentials checked. */
export function authenticateClient(req: Request, registration: Registration): TokenClient {
  const { app, bot } = registration;
  const { id, secret } = credentials(req);
  const expected = id === app.clientId ? app.clientSecret : id === bot.appId ? bot.appSecret : null;
  if (expected === null) {
    throw new TokenError('unauthorized_client', 700016, `Application with identifier '${id}' was not found.`);
  }
  if (secret === '') {
    throw new TokenError('invalid_client', 7000218, "The request body must contain 'client_secret'.", 401);
  }
  if (!sameText(secret, expected)) {
    throw new TokenError('invalid_client', 7000215, 'Invalid client secret provided.', 401);
  }
  return { clientId: id, isApp: id === app.clientId };
}

export function formValue(req: Request, name: string): string {
  const body: unknown = req.body;
  if (typeof body !== 'object' || body === null) return '';
  const value: unknown = Object.entries(body).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : '';
}

/** RFC 7636 §4.6 */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** Secrets from the form (`client_secret_post`) or the header (`client_secret_basic`). */
function credentials(req: Request): { id: string; secret: string } {
  const basic = /^Basic (.+)$/i.exec(req.headers.authorization ?? '')?.[1];
  if (basic === undefined)
    return { id: formValue(req, 'client_id'), secret: formValue(req, 'client_secret') };
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':').map(formDecode);
  return { id, secret };
}

/** RFC 6749 §2.3.1: both parts are form-encoded first. */
function formDecode(text: string): string {
  return new URLSearchParams(`v=${text}`).get('v') ?? '';
}

function sameText(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
