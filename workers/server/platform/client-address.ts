import type { AddressRange } from "#server/platform/trusted-proxies";
import { isAddress, isWithin } from "#server/platform/trusted-proxies";

/**
 * Where a request comes from, for throttling and the audit log. Cloudflare names the address in a header that callers cannot set; workerd
 * puts it into `cf`, and there the header is whatever the caller wrote. A trusted proxy is believed whom it speaks for.
 */
export function clientAddress(request: Request, trusted: readonly AddressRange[]): string {
  const cf: Readonly<Record<string, unknown>> | undefined = request.cf;
  const { clientIp } = cf ?? {};
  if (typeof clientIp !== "string") return request.headers.get("cf-connecting-ip") ?? "unknown";
  const hops = (request.headers.get("x-forwarded-for") ?? "").split(",").map((hop) => withoutPort(hop.trim()));
  return behindProxies(withoutPort(clientIp), hops, trusted);
}

/** Each proxy adds at the end whom it was called by: the last one whom no trusted proxy vouches for any further is the caller. */
function behindProxies(peer: string, hops: readonly string[], trusted: readonly AddressRange[]): string {
  let address = peer;
  for (const hop of hops.toReversed()) {
    if (!isWithin(trusted, address) || !isAddress(hop)) return address;
    address = hop;
  }
  return address;
}

/** workerd writes `203.0.113.7:54720`, `[2001:db8::1]:54720` or, on a socket for both, `[::ffff:203.0.113.7]:54720`. */
function withoutPort(peer: string): string {
  const address = /^\[(.*)\](:\d+)?$/.exec(peer)?.[1] ?? peer.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1");
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
}

/** The part of an address that its owner cannot choose: an IPv4 address, or the first half of an IPv6 address. */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("::", 2);
  const groups = head === "" ? [] : head.split(":");
  const rest = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - rest.length);
  return `${[...groups, ...Array.from({ length: zeros }, () => "0"), ...rest].slice(0, 4).join(":")}::/64`;
}
