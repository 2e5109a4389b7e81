import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where botbuilder reaches the connector when the cloud itself has an IPv6 address. */
const CONNECTOR_HOST = '127.0.0.1';
const ATTEMPTS = 10;

/**
 * Opens the cloud's address and, beside an IPv6 one, the same port of 127.0.0.1 for the Bot Connector: the HTTP
 * client of botbuilder takes the brackets of `[::1]` for a part of a host name.
 *
 * @param options.port 0 for any that is free on both.
 * @returns both origins, which are one and the same for an IPv4 host.
 */
export async function listenForCloud(options: {
  server: Server;
  connectorServer: Server;
  host: string;
  port: number;
}): Promise<{ base: string; connectorBase: string }> {
  const { server, connectorServer, host } = options;
  const isIpv6 = host.includes(':');
  for (let attempt = 1; ; attempt += 1) {
    const port = await listen(server, host, options.port);
    if (!isIpv6) return { base: `http://${host}:${port}`, connectorBase: `http://${host}:${port}` };
    try {
      await listen(connectorServer, CONNECTOR_HOST, port);
      return { base: `http://[${host}]:${port}`, connectorBase: `http://${CONNECTOR_HOST}:${port}` };
    } catch (error) {
      await closeServer(server);
      if (options.port !== 0 || attempt === ATTEMPTS) throw error;
    }
  }
}

/** Ends every connection and stops listening; does nothing to a server that does not listen. */
export async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      // A server that listens on host and port has an address of this kind.
      resolve((server.address() as AddressInfo).port);
    });
  });
}
