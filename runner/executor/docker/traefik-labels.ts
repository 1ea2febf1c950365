import { createHash } from "node:crypto";
import type { Workload } from "../workload.ts";

/** The proxy in front, as it was found or made. */
export interface Edge {
  /** Name of the network on which it reaches the apps. */
  readonly network: string;
  readonly entrypoint: string;
  /** Empty when it speaks plain HTTP only, whatever a route asks for. */
  readonly tlsEntrypoint: string;
  /** Empty for the proxy's own certificates. */
  readonly certResolver: string;
}

/**
 * The labels that make Traefik send requests to an app. The same route gives the same labels to the byte, whichever generation it is: Traefik deletes routers of
 * one name that differ. A changed route therefore has other names.
 */
export function traefikLabels(workload: Pick<Workload, "place" | "route" | "httpPort">, edge: Edge): Record<string, string> {
  const { place, route, httpPort } = workload;
  if (route === null || httpPort === null) return {};
  const base = `cml-${place.environment}-${place.app}`;
  const name = `${base}-r${createHash("sha256")
    .update(JSON.stringify([route, httpPort, edge]))
    .digest("hex")
    .slice(0, 6)}`;
  const tls = route.tls && edge.tlsEntrypoint !== "";
  const strips = route.stripPrefix && route.pathPrefix !== "";
  const router = `traefik.http.routers.${name}`;
  const service = `${base}-${httpPort}`;
  return {
    "traefik.enable": "true",
    "traefik.docker.network": edge.network,
    [`${router}.rule`]: ruleOf(route),
    [`${router}.entrypoints`]: tls ? edge.tlsEntrypoint : edge.entrypoint,
    ...(tls ? { [`${router}.tls`]: "true" } : {}),
    ...(tls && edge.certResolver !== "" ? { [`${router}.tls.certresolver`]: edge.certResolver } : {}),
    [`${router}.middlewares`]: [...(strips ? [`${name}-strip`] : []), `${name}-retry`].join(","),
    [`${router}.service`]: service,
    ...(strips ? { [`traefik.http.middlewares.${name}-strip.stripprefix.prefixes`]: route.pathPrefix } : {}),
    [`traefik.http.middlewares.${name}-retry.retry.attempts`]: "3",
    [`traefik.http.services.${service}.loadbalancer.server.port`]: String(httpPort),
  };
}

/** `PathPrefix` is a prefix of the text: without the slash it would catch `/apps/prod/orders-test` too. */
function ruleOf({ host, pathPrefix }: { readonly host: string | null; readonly pathPrefix: string }): string {
  const onHost = host === null ? "" : `Host(\`${host}\`)`;
  if (pathPrefix === "") return onHost === "" ? "PathPrefix(`/`)" : onHost;
  const below = `(Path(\`${pathPrefix}\`) || PathPrefix(\`${pathPrefix}/\`))`;
  return onHost === "" ? below : `${onHost} && ${below}`;
}
