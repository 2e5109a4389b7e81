import { Problem } from '@ehr-connector/shared/contract/problem.ts';
import { HostSilent, SignInFailure } from '../host/host.ts';
import { Failure, type FailureKind } from './failure.ts';

const ANSWER_MS = 15_000;

/** Whatever reads a contract; a zod schema does. */
interface Schema<T> {
  safeParse(input: unknown): { success: true; data: T } | { success: false; error: Error };
}

export type ChangeMethod = 'POST' | 'PUT' | 'DELETE';

/** Our service. Every method rejects with a {@link Failure}, or with the signal's reason when it is aborted. */
export interface Api {
  get<T>(path: string, schema: Schema<T>, signal?: AbortSignal): Promise<T>;
  /**
   * As `get`, but never answered with how things were before a change that was made here: asks while none is under way,
   * and again if one began meanwhile.
   */
  getSettled<T>(path: string, schema: Schema<T>, signal: AbortSignal): Promise<T>;
  /** A change; its answer carries nothing that is wanted. */
  send(method: ChangeMethod, path: string, body?: unknown): Promise<void>;
  /** A change that is answered with how things are now. */
  change<T>(method: ChangeMethod, path: string, body: unknown, schema: Schema<T>): Promise<T>;
  /** A file or a picture, as it is. */
  file(path: string, signal?: AbortSignal): Promise<Blob>;
  /** Opens a stream of server-sent events, with no limit on how long it lasts. */
  openEvents(path: string, signal: AbortSignal, method?: 'GET' | 'POST'): Promise<ReadableStream<Uint8Array>>;
}

export function createApi(deps: {
  fetch: typeof fetch;
  authorization: (request: { fresh: boolean }) => Promise<string | null>;
}): Api {
  const ask = async (path: string, init: RequestInit, fresh = false): Promise<Response> => {
    const authorization = await deps.authorization({ fresh });
    const headers = new Headers(init.headers);
    if (authorization) headers.set('Authorization', authorization);
    const response = await deps.fetch(path, {
      ...init,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
    });
    // The host's token may have been revoked or outlived its keys; a second refusal is final.
    if (response.status === 401 && authorization && !fresh) return ask(path, init, true);
    if (!response.ok) throw await refusalOf(response);
    return response;
  };

  let begun = 0;
  const underWay = new Set<Promise<unknown>>();
  const change = async (method: ChangeMethod, path: string, body: unknown): Promise<Response> => {
    begun += 1;
    const changing = sent(method, path, body);
    underWay.add(changing);
    try {
      return await changing;
    } finally {
      underWay.delete(changing);
    }
  };
  const sent = (method: ChangeMethod, path: string, body: unknown): Promise<Response> =>
    ask(path, {
      method,
      // A cross-site form cannot send this content type without a preflight.
      headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
      signal: withTimeout(undefined),
      ...(method === 'DELETE' ? {} : { body: JSON.stringify(body ?? {}) }),
    });

  const get = <T>(path: string, schema: Schema<T>, signal?: AbortSignal): Promise<T> =>
    translated(signal, async () =>
      read(await ask(path, { headers: { Accept: 'application/json' }, signal: withTimeout(signal) }), schema),
    );

  return {
    get,
    getSettled: async (path, schema, signal) => {
      for (;;) {
        while (underWay.size > 0) await Promise.allSettled(underWay);
        const begunBefore = begun;
        const answer = await get(path, schema, signal);
        if (begun === begunBefore) return answer;
      }
    },
    send: (method, path, body) =>
      translated(undefined, async () => {
        await change(method, path, body);
      }),
    change: (method, path, body, schema) =>
      translated(undefined, async () => read(await change(method, path, body), schema)),
    file: (path, signal) =>
      translated(signal, async () => (await ask(path, { signal: withTimeout(signal) })).blob()),
    openEvents: (path, signal, method = 'GET') =>
      translated(signal, async () => {
        const sent =
          method === 'POST'
            ? { method, headers: { ...EVENTS, 'Content-Type': 'application/json' }, body: '{}' }
            : { headers: EVENTS };
        const response = await ask(path, { ...sent, signal });
        if (!response.body) throw new Failure('failed');
        return response.body;
      }),
  };
}

const EVENTS = { Accept: 'text/event-stream' };

async function read<T>(response: Response, schema: Schema<T>): Promise<T> {
  const parsed = schema.safeParse(await response.json());
  if (!parsed.success) throw new Failure('failed', { cause: parsed.error });
  return parsed.data;
}

function withTimeout(signal: AbortSignal | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(ANSWER_MS);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}

async function translated<T>(signal: AbortSignal | undefined, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw failureOf(error);
  }
}

/** Anything that went wrong, as a {@link Failure}. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof SignInFailure) return new Failure('host-sign-in', { cause: error });
  if (error instanceof HostSilent) return new Failure('host-silent', { cause: error });
  // fetch rejects with TypeError when no answer came (Fetch Standard, "network error").
  const isSilence =
    error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError');
  return new Failure(isSilence ? 'offline' : 'failed', { cause: error });
}

async function refusalOf(response: Response): Promise<Failure> {
  const problem = Problem.safeParse(await response.json().catch(() => null));
  const kind = kindOf(response.status);
  if (!problem.success) return new Failure(kind);
  const { title, reference, code, detail } = problem.data;
  return new Failure(kind, { message: title, reference, code, ...(detail === undefined ? {} : { detail }) });
}

function kindOf(status: number): FailureKind {
  if (status === 401) return 'signed-out';
  if (status === 409) return 'conflict';
  return status === 403 ? 'forbidden' : 'failed';
}
