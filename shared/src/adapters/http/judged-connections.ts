import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { promisify } from 'node:util';
import { type AllowedNetworks, addressJudge, namedBy } from './address-judge.ts';

/** A connection that was not made, because of where it would have led. */
export class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';
  constructor() {
    super('The host is at an address that may not be called.');
  }
}

export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

export interface JudgedConnectionsDeps {
  readonly allowed: AllowedNetworks;
  /** While the service itself is on loopback. */
  readonly allowsLoopback: boolean;
  /** The system's resolver, hosts file included, unless told otherwise. */
  readonly resolve?: Resolve;
}

export interface JudgedConnections {
  /**
   * Where connections to the host may go: its addresses, every one of them judged.
   *
   * @param hostname a name, or an address as URLs have it.
   * @throws {ForbiddenAddress} as soon as one may not be called: which of several is taken is not ours to say.
   */
  addressesOf(hostname: string): Promise<readonly LookupAddress[]>;
  /** Whether an operator vouches for the host by name. */
  isNamed(hostname: string): boolean;
  /** {@link JudgedConnections.addressesOf} in the form sockets ask in; what it answers is what they connect to. */
  readonly lookup: LookupFunction;
}

/** An IPv6 address as sockets have it; anything else as it is. */
export function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** @see docs/decisions/0014-outbound-calls.md */
export function judgedConnections(deps: JudgedConnectionsDeps): JudgedConnections {
  const judge = addressJudge(deps);
  const resolve = deps.resolve ?? systemAddresses;

  const addressesOf = async (hostname: string): Promise<readonly LookupAddress[]> => {
    const literal = withoutBrackets(hostname);
    const family = isIP(literal);
    const addresses = family === 0 ? await resolve(hostname) : [{ address: literal, family }];
    if (!addresses.every(({ address }) => judge(hostname, address))) throw new ForbiddenAddress();
    return addresses;
  };

  return {
    addressesOf,
    isNamed: (hostname) => namedBy(deps.allowed, hostname),
    lookup: (hostname, { all, family }, answer) => {
      const isWanted = (one: LookupAddress) =>
        !family || one.family === Number(`${family}`.replace('IPv', ''));
      addressesOf(hostname)
        .then((found) => {
          const addresses = found.filter(isWanted);
          const [first] = addresses;
          if (first === undefined) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' });
          return all ? () => answer(null, [...addresses]) : () => answer(null, first.address, first.family);
        })
        .catch((error: NodeJS.ErrnoException) => () => answer(error, ''))
        .then((say) => say());
    },
  };
}

const lookupAll = promisify(systemLookup);

const systemAddresses: Resolve = (hostname) => lookupAll(hostname, { all: true, order: 'verbatim' });
