import * as oauth from 'openid-client';
import { causes, HttpFault } from '../http/bounded-fetch.ts';

/**
 * Why a token endpoint gave no token.
 *
 * - `fault`: no answer.
 * - `answer`: an error status; `code` is OAuth's, when there is one and it looks like one.
 * - `unusable`: a success that is not what the protocol says; `code` is the library's.
 */
export type TokenFailure =
  | { readonly kind: 'fault'; readonly fault: HttpFault }
  | { readonly kind: 'answer'; readonly response: Response; readonly code: string | null }
  | { readonly kind: 'unusable'; readonly code: string };

/**
 * Reads the library's error. Its errors hold the answer with whatever tokens are in it, and some the query of the
 * callback: none of them travels on, not even as a `cause`.
 *
 * @returns `null` for what is not a failure of the endpoint, but a bug.
 */
export function tokenFailure(error: unknown): TokenFailure | null {
  const chain = causes(error);
  const fault = chain.find((one) => one instanceof HttpFault);
  if (fault instanceof HttpFault) return { kind: 'fault', fault };
  if (error instanceof oauth.ResponseBodyError) {
    return { kind: 'answer', response: error.response, code: shownCode(error.error) };
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError) {
    return { kind: 'answer', response: error.response, code: null };
  }
  if (!(error instanceof oauth.ClientError)) return null;
  const response = chain.find((one) => one instanceof Response);
  if (response instanceof Response && response.status !== 200)
    return { kind: 'answer', response, code: null };
  return { kind: 'unusable', code: error.code ?? 'unknown' };
}

/** OAuth error codes are shown; what else stands in their place might be anything. */
export function shownCode(code: string): string | null {
  return /^[a-z_]{1,40}$/.test(code) ? code : null;
}
