import type { Config } from "#server/env";

/** One cookie of this site. The name is without its prefix. */
export interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly maxAgeSeconds: number;
  /** `Lax` lets it come along when another site sends the browser here. */
  readonly sameSite: "Strict" | "Lax";
}

export function readCookie(config: Config, request: Request, name: string): string | undefined {
  const full = fullName(isSecure(config, request), name);
  for (const part of (request.headers.get("cookie") ?? "").split(";")) {
    const [key, value] = part.trim().split("=", 2);
    if (key === full) return value;
  }
  return undefined;
}

export function writeCookie(config: Config, request: Request, { name, value, maxAgeSeconds, sameSite }: Cookie): string {
  const secure = isSecure(config, request);
  const start = `${fullName(secure, name)}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=${sameSite}`;
  return secure ? `${start}; Secure` : start;
}

/** Browsers keep a `Secure` cookie only from https and from this machine; elsewhere over plain http it must go without. */
function fullName(secure: boolean, name: string): string {
  return secure ? `__Host-${name}` : name;
}

function isSecure(config: Config, request: Request): boolean {
  const { protocol, hostname } = new URL(request.url);
  if (protocol === "https:" || request.headers.get("x-forwarded-proto") === "https") return true;
  const thisMachine = hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
  return thisMachine || (config.publicUrl?.startsWith(`https://${new URL(request.url).host}`) ?? false);
}
