import ipaddr from 'ipaddr.js';
import { z } from 'zod';

const HOSTNAME =
  /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Hosts (`ehr.hospital.example`), all hosts below a name (`*.hospital.example`), addresses and CIDR ranges, in lower case.
 * A range that is everything is refused: it would be no wall.
 */
export const AllowedNetworks = z.array(
  z
    .string()
    .toLowerCase()
    .refine((entry) => isAddress(entry) || isRange(entry) || HOSTNAME.test(entry.replace(/^\*\./, ''))),
);

function isAddress(entry: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(entry) || ipaddr.IPv6.isValid(entry);
}

function isRange(entry: string): boolean {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(entry) && !ipaddr.IPv6.isValidCIDR(entry)) return false;
  const [network, bits] = ipaddr.parseCIDR(entry);
  // Addresses are judged as the IPv4 addresses they carry, so a range of carriers would never be met.
  return bits > 0 && network.range() !== 'ipv4Mapped';
}
