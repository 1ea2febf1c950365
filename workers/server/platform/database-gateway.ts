import { neonConfig } from "@neondatabase/serverless";

const neonEndpoint = neonConfig.fetchEndpoint;

/** By `host:port`. The driver's HTTP address is a setting of the whole process, while its sockets have their own. */
const gateways = new Map<string, URL>();

neonConfig.fetchEndpoint = (host, port, options) => {
  const gateway = gateways.get(`${host}:${port}`);
  if (gateway !== undefined) return `${gateway.origin}/sql`;
  return typeof neonEndpoint === "function" ? neonEndpoint(host, port, options) : neonEndpoint;
};

/**
 * The URL with which the driver reaches the database through a gateway that speaks Neon's protocols. It names the gateway in the place of
 * the database, which only the gateway needs to know: two gateways of one process never meet.
 */
export function throughGateway(databaseUrl: string, gateway: URL): string {
  const url = new URL(databaseUrl);
  url.hostname = gateway.hostname;
  url.port = gateway.port === "" ? "80" : gateway.port;
  gateways.set(`${url.hostname}:${url.port}`, gateway);
  return url.href;
}
