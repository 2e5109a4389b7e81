import { createServer } from 'node:net';

/** Thrown when a port that was asked for by number belongs to another program. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
  readonly port: number;

  constructor(port: number) {
    super(`Port ${port} is already in use by another program.`);
    this.port = port;
  }
}

/** Whether a server could listen on the port now. A host that this machine does not have counts as not free. */
export async function isFree(port: number, host: string): Promise<boolean> {
  return (await tryListening(port, host)) !== undefined;
}

/** A port nobody listens on at this moment. Another program may take it before you do: be ready to ask again. */
export async function freePort(host: string): Promise<number> {
  const port = await tryListening(0, host);
  if (port === undefined) throw new Error(`No free port on ${host}.`);
  return port;
}

/**
 * The first `hosts.length` consecutive ports that are all free, the n-th on the n-th host.
 *
 * @param first where to look first; then `step` further up, until 65 535.
 */
export async function findPortBlock(search: {
  readonly first: number;
  readonly step: number;
  readonly hosts: readonly string[];
}): Promise<number> {
  for (let base = search.first; base + search.hosts.length - 1 <= 65_535; base += search.step) {
    const free = await Promise.all(search.hosts.map((host, index) => isFree(base + index, host)));
    if (free.every(Boolean)) return base;
  }
  throw new Error(`No ${search.hosts.length} free ports in a row from ${search.first} up.`);
}

/** The port that was listened on for a moment, `undefined` when it could not be had. */
function tryListening(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}
