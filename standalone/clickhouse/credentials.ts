import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { failure } from "./failure.ts";

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function fromBasic(authorization: string): Credentials {
  const decoded = Buffer.from(authorization.slice("Basic ".length), "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  return colon < 0 ? { user: decoded, password: "" } : { user: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}

/** Basic authentication, `X-ClickHouse-User` and `-Key`, or `user` and `password` in the URL, in this order. */
function presented(request: IncomingMessage, url: URL): Credentials | undefined {
  const authorization = header(request, "authorization");
  if (authorization?.startsWith("Basic ") === true) return fromBasic(authorization);
  const user = header(request, "x-clickhouse-user") ?? url.searchParams.get("user");
  const password = header(request, "x-clickhouse-key") ?? url.searchParams.get("password");
  return user === null && password === null ? undefined : { user: user ?? "default", password: password ?? "" };
}

function same(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** Throws ClickHouse's own refusal unless the request carries `expected`. */
export function authenticate(request: IncomingMessage, url: URL, expected: Credentials): void {
  const given = presented(request, url);
  if (given === undefined) throw failure(194, "REQUIRED_PASSWORD", "default: Authentication failed: password is required.");
  if (same(given.user, expected.user) && same(given.password, expected.password)) return;
  throw failure(
    516,
    "AUTHENTICATION_FAILED",
    `${given.user}: Authentication failed: password is incorrect, or there is no user with such name.`,
  );
}
