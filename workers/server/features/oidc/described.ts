import type { Claims } from "#server/features/claim-mapping/index";

/** How somebody is called, as far as claims say; nobody is recognized by it. */
export interface Described {
  readonly username: string;
  readonly displayName: string;
  readonly email: string;
}

export function describedBy(claims: Claims): Described {
  const text = (name: string): string => plain(claims[name]);
  const email = text("email");
  const username = [text("preferred_username"), text("username"), email, text("name"), text("sub")].find((name) => name !== "") ?? "";
  return { username: username.replaceAll(/\s+/g, "."), displayName: text("name"), email };
}

function plain(value: unknown): string {
  return typeof value === "string"
    ? value
        .replaceAll(/\p{Cc}/gu, "")
        .trim()
        .slice(0, 128)
    : "";
}
