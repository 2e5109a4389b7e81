import { createServer, type Server } from 'node:net';

/** Thrown when a port that was asked for by number belongs to another program. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
  readonly port: number;

  constructor(port: number) {
    super(`Port ${port} is already in use by another program.`);
    this.port = port;
  }
}

/** A port that nobody else can have until it is released, a moment before it is used. */
export interface ReservedPort {
  readonly port: number;
  release(): Promise<void>;
}

/** @param port 0 for any. @throws {PortTakenError} */
export async function reservePort(port: number, host: string): Promise<ReservedPort> {
  const server = await tryListening(port, host);
  const address = server?.address();
  if (!server || typeof address !== 'object' || address === null) throw new PortTakenError(port);
  return { port: address.port, release: () => closed(server) };
}

/** Whether a server could listen on the port now. A host that this machine does not have counts as not free. */
export async function isFree(port: number, host: string): Promise<boolean> {
  const server = await tryListening(port, host);
  if (server) await closed(server);
  return server !== undefined;
}

/** A port nobody listens on at this moment. Another program may take it before you do: be ready to ask again. */
export async function freePort(host: string): Promise<number> {
  const reserved = await reservePort(0, host);
  await reserved.release();
  return reserved.port;
}

/**
 * The first of consecutive ports that are all free: the n-th on each of the n-th hosts.
 *
 * The first port stays reserved on its first host, so that two who search for blocks at the same time find different ones.
 *
 * @param first where to look first; then `step` further up, until 65 535.
 */
export async function reserveBlock(search: {
  readonly first: number;
  readonly step: number;
  readonly hosts: readonly (readonly [string, ...string[]])[];
}): Promise<ReservedPort> {
  const { hosts, first, step } = search;
  const places = hosts.flatMap((each, offset) => each.map((host) => ({ host, offset })));
  const [own, ...others] = places;
  if (!own) throw new RangeError('A block has at least one port.');
  for (let port = first; port + hosts.length - 1 <= 65_535; port += step) {
    const reserved = await reservePort(port, own.host).catch(() => undefined);
    if (!reserved) continue;
    const free = await Promise.all(others.map(({ host, offset }) => isFree(port + offset, host)));
    if (free.every(Boolean)) return reserved;
    await reserved.release();
  }
  throw new Error(`No ${hosts.length} free ports in a row from ${first} up.`);
}

function tryListening(port: number, host: string): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((visitor) => visitor.destroy());
    server.once('error', () => resolve(undefined));
    server.listen({ port, host, exclusive: true }, () => resolve(server));
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
