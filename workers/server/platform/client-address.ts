/**
 * Where a request comes from, for throttling and the audit log. Cloudflare names the address in a header that callers cannot set; workerd
 * puts it into `cf`, and there the header is whatever the caller wrote.
 */
export function clientAddress(request: Request): string {
  const cf: Readonly<Record<string, unknown>> | undefined = request.cf;
  const { clientIp } = cf ?? {};
  if (typeof clientIp === "string") return clientIp;
  return request.headers.get("cf-connecting-ip") ?? "unknown";
}
