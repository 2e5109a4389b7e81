import { isIP, type LookupFunction } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { withoutBrackets } from './judged-connections.ts';

/** The certificate with which a server answered, believed or not. */
export interface PresentedCertificate {
  readonly expires: Date;
  /** Hosts it is for, separated by commas. */
  readonly names: string;
  /** Why it would not be believed, as OpenSSL or Node name it; `null` for a good one. */
  readonly problem: string | null;
}

const HTTPS_PORT = 443;

/** Shakes hands with a server to read its certificate, and hangs up. An address in `url` must have been judged. */
export function presentedCertificate(request: {
  readonly url: URL;
  readonly lookup: LookupFunction;
  readonly signal: AbortSignal;
}): Promise<PresentedCertificate> {
  const { url, lookup, signal } = request;
  const host = withoutBrackets(url.hostname);
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const socket = connect({
      host,
      port: url.port === '' ? HTTPS_PORT : Number(url.port),
      lookup,
      // A name is asked for, an address is not: RFC 6066 §3.
      ...(isIP(host) === 0 && { servername: host }),
      // A bad certificate is to be told of; nothing is sent on this connection.
      rejectUnauthorized: false,
    });
    const giveUp = (): void => {
      socket.destroy(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    signal.addEventListener('abort', giveUp, { once: true });
    socket
      .once('secureConnect', () => {
        resolve(readFrom(socket));
        socket.destroy();
      })
      .once('error', reject)
      .once('close', () => signal.removeEventListener('abort', giveUp));
  });
}

function readFrom(socket: TLSSocket): PresentedCertificate {
  const { valid_to, subjectaltname, subject } = socket.getPeerCertificate();
  // Node gives the code, whatever its types say.
  const problem: unknown = socket.authorizationError;
  return {
    expires: new Date(valid_to),
    names: (subjectaltname ?? `${subject?.CN ?? ''}`).replaceAll(/(?:DNS|IP Address):/g, ''),
    problem: socket.authorized ? null : codeOf(problem),
  };
}

function codeOf(problem: unknown): string {
  const code = problem instanceof Error && 'code' in problem ? problem.code : problem;
  return typeof code === 'string' ? code : 'unknown';
}
