import { readCookie, writeCookie } from "#server/platform/cookies";
import type { Deps } from "#server/platform/deps";

type Config = Deps["config"];

const name = "cameleer-session";

export function readSessionCookie(config: Config, request: Request): string | undefined {
  return readCookie(config, request, name);
}

export function writeSessionCookie(config: Config, request: Request, cookie: { token: string; maxAgeSeconds: number }): string {
  return writeCookie(config, request, { name, value: cookie.token, maxAgeSeconds: cookie.maxAgeSeconds, sameSite: "Strict" });
}
