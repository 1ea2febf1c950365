import { sanitizeText } from "#server/ingest/sanitize";

const logger = /(^|\.)AbstractCamelContext$/;
const line = /^\s*Started (\S+) \(([a-z][a-z0-9+.-]*:[^\s)]*)\)/;

/** When a context has started, Camel logs one line per route: `Started order-in (platform-http:///orders)`. */
export function startedRoute(scope: string, message: string): { route: string; uri: string } | undefined {
  if (!logger.test(scope)) return undefined;
  const found = line.exec(message);
  const [, route, uri] = found ?? [];
  return route === undefined || uri === undefined ? undefined : { route, uri: sanitizeText(uri).replace(/\?.*$/s, "") };
}
