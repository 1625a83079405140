import { lookup as lookUp } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Ranges that are no place on the public internet (IANA special-purpose registries, RFC 6890 and its successors). */
const SPECIAL: readonly (readonly [address: string, bits: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
const blocked = new BlockList();
for (const [address, bits] of SPECIAL) blocked.addSubnet(address, bits, 'ipv4');
// Of IPv6 only 2000::/3 is given out; inside it lie tunnels that carry an IPv4 address, and examples.
const open = new BlockList();
open.addSubnet('2000::', 3, 'ipv6');
const tunnels = new BlockList();
tunnels.addSubnet('2001::', 23, 'ipv6');
tunnels.addSubnet('2001:db8::', 32, 'ipv6');
tunnels.addSubnet('2002::', 16, 'ipv6');

/** Whether a numeric address lies on the public internet. */
export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !blocked.check(address, 'ipv4');
  if (isIP(address) !== 6) return false;
  return open.check(address, 'ipv6') && !tunnels.check(address, 'ipv6');
}

export interface Reach {
  /** Plain http may be used: demonstrations only. */
  readonly plain: boolean;
  /** Addresses of this machine and of private networks may be used. */
  readonly inside: boolean;
}

export type AddressFault =
  'address-malformed' | 'address-not-https' | 'address-holds-password' | 'address-private';

/** What is wrong with a receiver's address, without asking any name server; undefined when nothing is. */
export function addressFault(text: string, reach: Reach): AddressFault | undefined {
  if (!URL.canParse(text)) return 'address-malformed';
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(reach.plain && url.protocol === 'http:')) return 'address-not-https';
  if (url.username || url.password) return 'address-holds-password';
  if (url.hash) return 'address-malformed';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return !reach.inside && isIP(host) && !isPublic(host) ? 'address-private' : undefined;
}

/**
 * Looks a name up and refuses it when any of its addresses is not public. The connection goes to the address that was
 * looked at, so a name that answers otherwise the second time gains nothing.
 */
export const publicLookup: LookupFunction = (host, options, callback) => {
  lookUp(host, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, '', 0);
    const first = found[0];
    if (!first || found.some(({ address }) => !isPublic(address)))
      return callback(new Error('the name leads to this machine or a private network'), '', 0);
    if (options.all) return callback(null, found);
    return callback(null, first.address, first.family);
  });
};
