import { doubtful, bad, type Finding, good } from "./finding.ts";

export interface TraefikPair {
  /** Of Traefik, `3.6.15`; empty when unknown. */
  readonly traefik: string;
  /** Newest API version that the engine speaks, `1.41`. */
  readonly engineApi: string;
  /** Oldest that it still answers. */
  readonly engineMinApi: string;
  readonly apiVersionSet: boolean;
}

/** Which Traefik gets on with which engine: it has spoken a fixed old version, then its newest only, then whatever both know, then its newest again. */
export function checkTraefikVersion({ traefik, engineApi, engineMinApi, apiVersionSet }: TraefikPair): Finding {
  const check = "traefik";
  if (traefik === "") return doubtful(check, "Traefik's version is not known.", "Use an image with a version as its tag: traefik:v3.6.15");
  const [major = 0, minor = 0, patch = 0] = traefik.split(".").map(Number);
  const version = major * 10_000 + minor * 100 + patch;
  const spoken = minorOf(engineApi);
  if (major < 3) return doubtful(check, `Traefik ${traefik} is older than what this was tried with.`, "Use traefik:v3.6.15.");
  if (version <= 30_600) {
    if (minorOf(engineMinApi) <= 24) return good(check, `Traefik ${traefik}`);
    return bad(
      check,
      `Traefik ${traefik} speaks API 1.24 only, and this engine asks for ${engineMinApi} at least.`,
      "Use traefik:v3.6.15.",
    );
  }
  if (version === 30_601) {
    if (spoken >= 51) return good(check, `Traefik ${traefik}`);
    return bad(check, `Traefik 3.6.1 does not agree on an older API with this engine (${engineApi}).`, "Use traefik:v3.6.15.");
  }
  if (version < 30_700 || spoken >= 44 || apiVersionSet) return good(check, `Traefik ${traefik}`);
  return bad(
    check,
    `Traefik ${traefik} refuses engines older than API 1.44; this one speaks ${engineApi}.`,
    `Set DOCKER_API_VERSION=${engineApi} in Traefik's environment, or use traefik:v3.6.15.`,
  );
}

function minorOf(version: string): number {
  return Number(version.split(".")[1] ?? 0);
}
