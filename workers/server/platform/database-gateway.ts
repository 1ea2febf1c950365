import { neonConfig } from "@neondatabase/serverless";

const neonEndpoint = neonConfig.fetchEndpoint;

/** By `host:port` of the database behind: the driver's HTTP address is a setting of the process, while its sockets have their own. */
const gateways = new Map<string, URL>();

neonConfig.fetchEndpoint = (host, port, options) => {
  const gateway = gateways.get(addressOf(host, port));
  if (gateway !== undefined) return `${gateway.origin}/sql`;
  return typeof neonEndpoint === "function" ? neonEndpoint(host, port, options) : neonEndpoint;
};

/** Sends what goes to that database through a gateway that speaks Neon's protocols. */
export function useGateway(database: URL, gateway: URL): void {
  gateways.set(addressOf(database.hostname, database.port), gateway);
}

function addressOf(host: string, port: number | string): string {
  return `${host}:${port === "" ? "5432" : port}`;
}
