import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * What an operator lets the service reach beside the public internet: names, `*.name` for every name below it, addresses
 * and CIDR ranges; in lower case.
 */
export type AllowedNetworks = readonly string[];

/** Whether a connection to `address` may be made for the sake of `hostname`. */
export type AddressJudge = (hostname: string, address: string) => boolean;

/**
 * Where clouds tell a machine its secrets, in ranges that a name may lift, and Azure's among public addresses.
 * Reached only by a range of the operator's.
 */
const METADATA: ReadonlySet<string> = new Set([
  '168.63.129.16',
  '100.100.100.200',
  'fd00:ec2::254',
  'fd20:ce::254',
]);

/** What a host of the operator's may be at: its own network, but never where machines answer about themselves. */
const ON_PREMISES: ReadonlySet<string> = new Set(['private', 'uniqueLocal', 'carrierGradeNat', 'loopback']);

/**
 * Lets through what is global unicast, and what the operator names. A range is taken as it is; a name lifts private
 * networks and loopback only, since whoever answers for a name could answer with anything.
 */
export function addressJudge(deps: {
  readonly allowed: AllowedNetworks;
  readonly allowsLoopback: boolean;
}): AddressJudge {
  const { allowed, allowsLoopback } = deps;
  const ranges = allowed.flatMap(rangesIn);
  const inRange = (address: Address): boolean =>
    ranges.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));

  return (hostname, address) => {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.parse(address);
    const isNamed = namedBy(allowed, hostname);
    return (
      inRange(parsed) ||
      standsFor(parsed).every(
        (one) =>
          inRange(one) ||
          isPublic(one) ||
          (allowsLoopback && one.range() === 'loopback') ||
          (isNamed && ON_PREMISES.has(one.range()) && !METADATA.has(one.toString())),
      )
    );
  };
}

function rangesIn(entry: string): readonly (readonly [Address, number])[] {
  if (ipaddr.isValidCIDR(entry)) return [ipaddr.parseCIDR(entry)];
  if (!ipaddr.isValid(entry)) return [];
  const address = ipaddr.parse(entry);
  return [[address, address.kind() === 'ipv4' ? 32 : 128]];
}

/** Whether an operator allows the host by its name, or by one above it. */
export function namedBy(allowed: AllowedNetworks, hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  return allowed.some((entry) => (entry.startsWith('*.') ? name.endsWith(entry.slice(1)) : name === entry));
}

const GLOBAL_UNICAST = ipaddr.IPv6.parse('2000::');

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast' || METADATA.has(address.toString())) return false;
  // What IANA has not assigned is routed by nobody, or by somebody's own network. RFC 4291 §2.4
  return address.kind() === 'ipv4' || address.match(GLOBAL_UNICAST, 3);
}

/** The addresses that packets to this one end at: those within, where an IPv4 address is carried in an IPv6 one. */
function standsFor(address: Address): readonly Address[] {
  if (!isV6(address)) return [address];
  const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0, sixth = 0, seventh = 0, eighth = 0] =
    address.parts;
  const last = v4(seventh, eighth);
  switch (address.range()) {
    case 'ipv4Mapped':
    case 'rfc6145':
      return [last];
    case 'rfc6052':
      // RFC 8215: below 64:ff9b:1::/48 every network embeds addresses as it likes.
      return third === 0 ? [last] : [address];
    case '6to4':
      return [v4(second, third)];
    case 'teredo':
      // RFC 4380 §4: the relay, and the client with its bits inverted.
      return [v4(third, fourth), v4(seventh ^ 0xffff, eighth ^ 0xffff)];
    default: {
      // RFC 5214 §6.1: ISATAP carries the address of a host within the site.
      const isIsatap = (fifth === 0 || fifth === 0x200) && sixth === 0x5efe && first !== 0;
      return isIsatap ? [address, last] : [address];
    }
  }
}

function isV6(address: Address): address is ipaddr.IPv6 {
  return address.kind() === 'ipv6';
}

function v4(high: number, low: number): ipaddr.IPv4 {
  return new ipaddr.IPv4([high >> 8, high & 0xff, low >> 8, low & 0xff]);
}
