import type { Endpoint, Needs } from "#schema/contract/endpoint";
import { builtInRoles } from "#schema/permissions";

/**
 * Everybody who may stand before the door. `custom role` and `API key` hold exactly the permission that the endpoint needs; `…, all else` every
 * other one. `external` are access tokens of the identity provider with that scope.
 */
export const callers = [
  "anonymous",
  "VIEWER",
  "OPERATOR",
  "ADMIN",
  "custom role",
  "custom role, all else",
  "API key",
  "API key, all else",
  "external viewer",
  "external operator",
  "external admin",
  "external, no scope",
  "agent",
  "bootstrap token",
  "app token",
  "runner",
  "expired",
  "revoked",
  "other tenant",
] as const;
export type CallerKind = (typeof callers)[number];

/** `in`: gets past the door, whatever the endpoint then says. Otherwise the status of the refusal. */
export type Admission = "in" | "401" | "403";

export type Row = Readonly<Record<CallerKind, Admission>>;

const machines: Readonly<Partial<Record<Needs, readonly CallerKind[]>>> = {
  bootstrap: ["bootstrap token"],
  agent: ["agent"],
  ingest: ["agent", "bootstrap token", "app token"],
  runner: ["runner"],
};

/** Who is never known, whatever is asked for. */
const unknown: readonly CallerKind[] = ["anonymous", "expired", "revoked", "other tenant"];
const signedIn: readonly CallerKind[] = ["VIEWER", "OPERATOR", "ADMIN", "custom role", "custom role, all else"];
const people: readonly CallerKind[] = [
  ...signedIn,
  "API key",
  "API key, all else",
  "external viewer",
  "external operator",
  "external admin",
];

function admitted(needs: Needs): readonly CallerKind[] {
  if (needs === "public") return callers;
  if (needs === "user") return people;
  if (needs === "account") return signedIn;
  const known = machines[needs];
  if (known !== undefined) return known;
  const holds = (role: keyof typeof builtInRoles): boolean => (builtInRoles[role] as readonly string[]).includes(needs);
  return [
    "custom role",
    "API key",
    ...(["VIEWER", "OPERATOR", "ADMIN"] as const)
      .filter(holds)
      .flatMap((role) => [role, `external ${role.toLowerCase() as "viewer" | "operator" | "admin"}`] as const),
  ];
}

export function admissionOf({ needs }: Pick<Endpoint, "needs">): Row {
  const welcome = admitted(needs);
  const one = (caller: CallerKind): Admission => (welcome.includes(caller) ? "in" : unknown.includes(caller) ? "401" : "403");
  return Object.fromEntries(callers.map((caller) => [caller, one(caller)])) as Row;
}

const mark: Readonly<Record<Admission, string>> = { in: "✓", "401": "401", "403": "403" };

/** The table as Markdown: one line per endpoint, so that a change of who may do what is one line of a diff. */
export function authorizationTable(endpoints: readonly Endpoint[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rows = endpoints.map((endpoint) => {
    const row = admissionOf(endpoint);
    return line([endpoint.id, `\`${endpoint.method} ${endpoint.path}\``, endpoint.needs, ...callers.map((caller) => mark[row[caller]])]);
  });
  return [line(["Endpoint", "Address", "Needs", ...callers]), line(Array.from({ length: callers.length + 3 }, () => "---")), ...rows].join(
    "\n",
  );
}
