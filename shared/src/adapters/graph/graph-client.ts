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
  readonly signal?: AbortSignal;
}

export interface GraphClient {
  /**
   * Calls Graph in the name of the service.
   *
   * @returns the answer's JSON; `null` when it has none.
   * @throws {GraphRefusal | HttpFault | DomainError} `entra-unavailable` when no token is to be had.
   */
  call(request: GraphRequest): Promise<unknown>;
}

/** How long a throttled call may wait before it is given back to the caller to try later. */
const LONGEST_WAIT_MS = 2_000;

export function createGraphClient(deps: {
  readonly graphUrl: string;
  readonly tokens: AppTokens;
  readonly send: BoundedFetch;
}): GraphClient {
  const scope = `${deps.graphUrl}/.default`;

  async function once(request: GraphRequest): Promise<unknown> {
    const token = await deps.tokens.get(request.tenantId, scope);
    const response = await deps.send(`${deps.graphUrl}${request.path}`, {
      method: request.method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        accept: 'application/json',
      },
      body: request.body === undefined ? null : JSON.stringify(request.body),
      ...(request.signal && { signal: request.signal }),
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return answer;
    throw new GraphRefusal(response.status, errorCode(answer), retryAfterMs(response.headers));
  }

  return {
    async call(request) {
      try {
        return await once(request);
      } catch (error) {
        if (!(error instanceof GraphRefusal)) throw error;
        if (error.status === 401) deps.tokens.drop(request.tenantId, scope);
        else if (!isWorthWaiting(error)) throw error;
        await pause(error.retryAfterMs ?? 0, request.signal);
        return await once(request);
      }
    },
  };
}

const isWorthWaiting = ({ status, retryAfterMs }: GraphRefusal): boolean =>
  (status === 429 || status === 503) && retryAfterMs !== null && retryAfterMs <= LONGEST_WAIT_MS;

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

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new HttpFault('aborted'));
    });
  });
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
  return new DomainError('room-unavailable', 'Graph could not be asked for the meeting', { cause: error });
}
