import { createHash, timingSafeEqual } from "node:crypto";

/** Who may come through the gateway. */
export interface GatewayCredentials {
  readonly user: string;
  readonly password: string;
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** In constant time. */
export function matches(given: GatewayCredentials, expected: GatewayCredentials): boolean {
  const user = timingSafeEqual(digest(given.user), digest(expected.user));
  const password = timingSafeEqual(digest(given.password), digest(expected.password));
  return user && password;
}

/** The user and password of a `postgres://` URL; undefined when it is none. */
export function fromConnectionString(text: string): GatewayCredentials | undefined {
  if (!URL.canParse(text)) return undefined;
  const { username, password } = new URL(text);
  return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
}
