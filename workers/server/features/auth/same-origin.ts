import { Problem } from "#schema/problems";
import type { Deps } from "#server/platform/deps";

/** Refuses a browser that another site sent here. A caller that is no browser sends neither header and has no cookie to abuse. */
export function requireSameOrigin(config: Deps["config"], request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") throw new Problem("csrf-rejected");
  const origin = request.headers.get("origin");
  if (origin === null || origin === config.publicUrl) return;
  if (hostOf(origin) !== new URL(request.url).host) throw new Problem("csrf-rejected");
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
