import type { Deps } from "#server/platform/deps";

type Config = Deps["config"];

const secureName = "__Host-cameleer-session";

/** Browsers keep a `Secure` cookie only from https and from this machine; elsewhere over plain http it must go without. */
const plainName = "cameleer-session";

export function readSessionCookie(config: Config, request: Request): string | undefined {
  const name = isSecure(config, request) ? secureName : plainName;
  for (const part of (request.headers.get("cookie") ?? "").split(";")) {
    const [key, value] = part.trim().split("=", 2);
    if (key === name) return value;
  }
  return undefined;
}

export function writeSessionCookie(config: Config, request: Request, cookie: { token: string; maxAgeSeconds: number }): string {
  const secure = isSecure(config, request);
  const start = `${secure ? secureName : plainName}=${cookie.token}; Path=/; Max-Age=${cookie.maxAgeSeconds}; HttpOnly; SameSite=Strict`;
  return secure ? `${start}; Secure` : start;
}

function isSecure(config: Config, request: Request): boolean {
  const { protocol, hostname } = new URL(request.url);
  if (protocol === "https:" || request.headers.get("x-forwarded-proto") === "https") return true;
  const thisMachine = hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
  return thisMachine || (config.publicUrl?.startsWith(`https://${new URL(request.url).host}`) ?? false);
}
