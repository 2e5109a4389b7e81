import { isFree, type ReservedPort, reserveBlock, reservePort } from './ports.ts';

/** Where each party of the pretend world listens: strangers to each other, in a browser's eyes. */
export interface AddressPlan {
  /** On 127.0.0.1. */
  readonly servicePort: number;
  /** Gives the service's port free; nobody else can have it until then. */
  releaseServicePort(): Promise<void>;
  /** `127.0.0.2`, or `::1` where only 127.0.0.1 can be listened on: no Content-Security-Policy can name `[::1]`. */
  readonly cloudHost: string;
  readonly cloudPort: number;
  /** On `localhost`. */
  readonly hospitalPort: number;
  /** On 127.0.0.1. */
  readonly postgresPort: number;
}

/**
 * `usual` is the documented block or the next free one; a number is the service's port, taken or not at all;
 * `any` are ports nobody expects, for tests.
 */
export type PortWish = 'usual' | 'any' | number;

export const USUAL_PORT = 3978;
const BLOCK_STEP = 10;
const LOOPBACK = '127.0.0.1';

/** @throws {PortTakenError} when the port that was asked for by number is in use. */
export async function planAddresses(wish: PortWish): Promise<AddressPlan> {
  const cloudHost = (await isFree(0, '127.0.0.2')) ? '127.0.0.2' : '::1';
  if (wish === 'any') {
    const service = await reservePort(0, LOOPBACK);
    // Told 0, the others choose for themselves.
    return { ...withService(service), cloudHost, cloudPort: 0, hospitalPort: 0, postgresPort: 0 };
  }
  // The Bot Connector is beside an IPv6 cloud, on the same port of 127.0.0.1.
  const others = [[cloudHost, LOOPBACK], ['localhost'], [LOOPBACK]] as const;
  if (wish === 'usual') {
    const hosts = [[LOOPBACK], ...others] as const;
    const service = await reserveBlock({ first: USUAL_PORT, step: BLOCK_STEP, hosts });
    return { ...withService(service), cloudHost, ...consecutive(service.port + 1) };
  }
  const service = await reservePort(wish, LOOPBACK);
  const block = await reserveBlock({ first: wish + 1, step: 1, hosts: others });
  await block.release();
  return { ...withService(service), cloudHost, ...consecutive(block.port) };
}

function withService({ port, release }: ReservedPort) {
  return { servicePort: port, releaseServicePort: release };
}

function consecutive(first: number) {
  return { cloudPort: first, hospitalPort: first + 1, postgresPort: first + 2 };
}
