import { ForbiddenAddress } from './judged-connections.ts';

/** Why a request to another party was not made, or its answer not taken. */
export type HttpFaultReason =
  | 'aborted'
  | 'timeout'
  | 'network'
  | 'redirected'
  | 'too-large'
  | 'forbidden-url';

/** A request that brought no usable answer. Carries neither the URL nor a body: both may hold patient data. */
export class HttpFault extends Error {
  override readonly name = 'HttpFault';
  readonly reason: HttpFaultReason;

  constructor(reason: HttpFaultReason, options?: { cause?: unknown }) {
    super(`The request ended without an answer (${reason}).`, options);
    this.reason = reason;
  }
}

export interface BoundedRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | URLSearchParams | null;
  readonly signal?: AbortSignal;
}

/**
 * `fetch` for parties we do not trust with our time or memory: the answer has been read whole when it resolves.
 *
 * @throws {HttpFault} always, and nothing else.
 */
export type BoundedFetch = (url: string | URL, request?: BoundedRequest) => Promise<Response>;

export interface BoundedFetchDeps {
  /** Whether `http:` to this machine is allowed; everything else is https. */
  readonly allowInsecureLoopback: boolean;
  /** An outbound one wherever a tenant gave the address. */
  readonly fetch?: typeof fetch;
  /** From the request to the last byte of the answer. */
  readonly timeoutMs?: number;
  /** Of the answer's body, once decompressed. */
  readonly maxBytes?: number;
}

/** Limits for every call to an EHR: 10 seconds and a megabyte unless told otherwise, no redirect followed. */
export function boundedFetch(deps: BoundedFetchDeps): BoundedFetch {
  const { allowInsecureLoopback, timeoutMs = 10_000, maxBytes = 1_000_000 } = deps;
  const send = deps.fetch ?? fetch;

  return async (url, request = {}) => {
    if (!isAllowedUrl(url, allowInsecureLoopback)) throw new HttpFault('forbidden-url');
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
    try {
      const response = await send(url, { ...request, signal, redirect: 'manual' });
      return await readWhole(response, maxBytes);
    } catch (cause) {
      if (cause instanceof HttpFault) throw cause;
      if (causes(cause).some((one) => one instanceof ForbiddenAddress)) {
        throw new HttpFault('forbidden-url', { cause });
      }
      if (request.signal?.aborted) throw new HttpFault('aborted', { cause });
      throw new HttpFault(timeout.aborted ? 'timeout' : 'network', { cause });
    }
  };
}

/** Whether the service may call a URL, or send a browser to it: https, or http on this machine where that is allowed. */
export function isAllowedUrl(url: string | URL, allowInsecureLoopback: boolean): boolean {
  if (!URL.canParse(url.toString())) return false;
  const { protocol, hostname, username, password } = new URL(url);
  if (username || password) return false;
  if (protocol === 'https:') return true;
  return protocol === 'http:' && allowInsecureLoopback && isLoopback(hostname);
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** An error, what caused it, what caused that, and so on. */
export function causes(error: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  for (
    let one = error;
    one !== undefined && chain.length < 8;
    one = one instanceof Error ? one.cause : undefined
  ) {
    chain.push(one);
  }
  return chain;
}

async function readWhole(response: Response, maxBytes: number): Promise<Response> {
  const { status, statusText, headers } = response;
  if (status >= 300 && status < 400) {
    await response.body?.cancel();
    throw new HttpFault('redirected');
  }
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of response.body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maxBytes) throw new HttpFault('too-large');
    chunks.push(chunk);
  }
  const isBodyAllowed = status !== 204 && status !== 205;
  return new Response(isBodyAllowed ? Buffer.concat(chunks) : null, { status, statusText, headers });
}
