/**
 * Where a request comes from, for throttling and the audit log. Cloudflare names the address in a header that callers cannot set; workerd
 * puts it into `cf`, and there the header is whatever the caller wrote.
 */
export function clientAddress(request: Request): string {
  const cf: Readonly<Record<string, unknown>> | undefined = request.cf;
  const { clientIp } = cf ?? {};
  if (typeof clientIp === "string") return withoutPort(clientIp);
  return request.headers.get("cf-connecting-ip") ?? "unknown";
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
