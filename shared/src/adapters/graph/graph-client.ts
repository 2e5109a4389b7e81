import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '../../domain/kernel/domain-error.ts';
import type { AppTokens } from '../http/app-tokens.ts';
import { type BoundedFetch, HttpFault } from '../http/bounded-fetch.ts';

/** An answer of Graph that is no success, in terms we may log: a status and Graph's code, never its body. */
export class GraphRefusal extends Error {
  override readonly name = 'GraphRefusal';
  readonly status: number;
  readonly code: string;
  /** How long Graph asks to wait, in milliseconds; `null` when it does not say. */
  readonly retryAfterMs: number | null;

  constructor(status: number, code: string, retryAfterMs: number | null) {
    super(`Graph answered ${status} ${code}`);
    this.status = status;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

export interface GraphRequest {
  readonly tenantId: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below Graph's address, with version: `/v1.0/users/…`. */
  readonly path: string;
  readonly body?: unknown;
  /** Besides those that every call has. */
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON unless told. */
  readonly answer?: 'json' | 'bytes';
  readonly signal?: AbortSignal;
}

export interface GraphClient {
  /** Graph's address, without a slash at the end. */
  readonly url: string;
  /**
   * Calls Graph in the name of the service, within ten seconds; a call that is throttled or fails for a moment is
   * repeated once. Every request made here can be repeated.
   *
   * @returns the answer's JSON, `null` when it has none; a `Uint8Array` where bytes were asked for.
   * @throws {GraphRefusal | HttpFault | DomainError} `entra-unavailable` when no token is to be had.
   */
  call(request: GraphRequest): Promise<unknown>;
}

/** How long a throttled call may wait before it is given back to the caller to try later. */
const LONGEST_WAIT_MS = 2_000;
/** Before a call that failed without saying for how long is repeated. */
const USUAL_WAIT_MS = 200;
const ANSWER_WITHIN_MS = 10_000;

/** @see {@link https://learn.microsoft.com/graph/best-practices-concept#handling-expected-errors} */
const PASSING: readonly number[] = [429, 500, 502, 503, 504];

export function createGraphClient(deps: {
  readonly graphUrl: string;
  readonly tokens: AppTokens;
  readonly send: BoundedFetch;
}): GraphClient {
  const scope = `${deps.graphUrl}/.default`;

  async function once(request: GraphRequest, signal: AbortSignal): Promise<unknown> {
    const token = await deps.tokens.get(request.tenantId, scope);
    const response = await deps.send(`${deps.graphUrl}${request.path}`, {
      method: request.method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        accept: request.answer === 'bytes' ? '*/*' : 'application/json',
        ...request.headers,
      },
      body: request.body === undefined ? null : JSON.stringify(request.body),
      signal,
    });
    if (response.ok && request.answer === 'bytes') return new Uint8Array(await response.arrayBuffer());
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return answer;
    throw new GraphRefusal(response.status, errorCode(answer), retryAfterMs(response.headers));
  }

  return {
    url: deps.graphUrl,
    async call(request) {
      const timeout = AbortSignal.timeout(ANSWER_WITHIN_MS);
      const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
      try {
        return await once(request, signal);
      } catch (error) {
        if (!(error instanceof GraphRefusal)) throw error;
        const waitMs = repeatAfterMs(error);
        if (waitMs === null) throw error;
        if (error.status === 401) deps.tokens.drop(request.tenantId, scope);
        await pause(waitMs, undefined, { signal }).catch((cause: unknown) => {
          throw new HttpFault('aborted', { cause });
        });
        return await once(request, signal);
      }
    },
  };
}

/** `null` when there is no use in repeating the call now. */
function repeatAfterMs({ status, retryAfterMs }: GraphRefusal): number | null {
  if (status === 401) return 0;
  const waitMs = retryAfterMs ?? USUAL_WAIT_MS;
  return PASSING.includes(status) && waitMs <= LONGEST_WAIT_MS ? waitMs : null;
}

/** Graph's own word for what went wrong; it names no person. */
function errorCode(answer: unknown): string {
  const error = typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : null;
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
  return /^[\w.-]{1,60}$/.test(code) ? code : 'unknown';
}

function retryAfterMs(headers: Headers): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}

/** What the domain is told when Graph failed us. */
export function roomUnavailable(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof GraphRefusal && error.status === 403) {
    return new DomainError(
      'room-unavailable',
      'Graph refuses to act for the organiser: check the app’s permissions, the application access policy, the organiser’s Teams licence and its number of meetings this month',
      { cause: error },
    );
  }
  const answer = error instanceof GraphRefusal ? error.message : 'Graph gave no usable answer';
  return new DomainError('room-unavailable', answer, { cause: error });
}
