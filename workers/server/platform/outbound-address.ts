/** Ranges that lead into somebody's network, to this machine, or to a cloud's metadata: first address and length of the prefix. */
const privateRanges: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
];

/** Of `::ffff:10.0.0.1`, of its translation by NAT64, and of 6to4: the IPv4 address inside decides nothing, all are refused. */
const privateIpv6 = /^\[(::|f[cdef]|64:ff9b:|2002:)/;

const privateNames = /(^|\.)(localhost|local|internal|home\.arpa)$/;

/**
 * Whether the host of a URL, as the URL parser has written it, is one that only somebody inside could mean: an address of a private range, this
 * machine, or a name that public name servers do not know.
 */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, "");
  if (host.startsWith("[")) return privateIpv6.test(host);
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return isPrivateIpv4(host);
  return !host.includes(".") || privateNames.test(host);
}

function isPrivateIpv4(address: string): boolean {
  const value = numberOf(address);
  return privateRanges.some(([first, bits]) => value >>> (32 - bits) === numberOf(first) >>> (32 - bits));
}

function numberOf(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}
