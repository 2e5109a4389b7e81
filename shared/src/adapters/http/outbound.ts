import { isIP } from 'node:net';
import { Agent, buildConnector, fetch as undiciFetch } from 'undici';
import {
  type JudgedConnections,
  type JudgedConnectionsDeps,
  judgedConnections,
  withoutBrackets,
} from './judged-connections.ts';
import { type PresentedCertificate, presentedCertificate } from './presented-certificate.ts';

/** Calls to addresses that a tenant gave, which must not lead into the network the service runs in. */
export interface Outbound {
  /** `fetch` whose connections are judged as they are made, whatever was known of the host before. */
  readonly fetch: typeof fetch;
  readonly addressesOf: JudgedConnections['addressesOf'];
  readonly isNamed: JudgedConnections['isNamed'];
  /**
   * What a host presents about itself; nothing is sent to it.
   *
   * @throws {ForbiddenAddress} and whatever connecting ends in.
   */
  certificateOf(url: URL, signal: AbortSignal): Promise<PresentedCertificate>;
  /** Ends all connections, whatever they still wait for. */
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Resolves names itself and hands sockets the addresses it judged, so that there is no second look-up to answer
 * differently. Connections are kept by origin, and so never serve another host.
 */
export function createOutbound(deps: JudgedConnectionsDeps): Outbound {
  const { addressesOf, isNamed, lookup } = judgedConnections(deps);
  // As Node's own fetch: no HTTP/2.
  const connectTo = buildConnector({ lookup, timeout: CONNECT_TIMEOUT_MS, allowH2: false });
  const agent = new Agent({
    connect: (options, done) => {
      // Sockets ask no look-up about what is an address already.
      if (isIP(withoutBrackets(options.hostname)) === 0) return connectTo(options, done);
      addressesOf(options.hostname).then(
        () => connectTo(options, done),
        (error: Error) => done(error, null),
      );
    },
  });

  // The library's types are its own; both follow the Fetch standard.
  const send = undiciFetch as unknown as (url: string | URL | Request, init: object) => Promise<Response>;
  return {
    fetch: (url, init) => send(url, { ...init, dispatcher: agent }),
    addressesOf,
    isNamed,
    certificateOf: async (url, signal) => {
      await addressesOf(url.hostname);
      return presentedCertificate({ url, lookup, signal });
    },
    close: () => agent.destroy(),
  };
}
