import type { CatalogueEntry } from "#ui/features/people/queries/roles.ts";

const areas: Readonly<Record<string, string>> = {
  exchanges: "Telemetry",
  payloads: "Telemetry",
  routes: "Telemetry",
  logs: "Telemetry",
  quarantine: "Telemetry",
  agents: "Agents",
  commands: "Agents",
  "bootstrap-tokens": "Agents",
  environments: "Apps",
  apps: "Apps",
  artifacts: "Apps",
  "app-secrets": "Apps",
  deployments: "Apps",
  runners: "Apps",
  users: "People",
  groups: "People",
  roles: "People",
  "service-accounts": "People",
  oidc: "Sign-in",
  "claim-mappings": "Sign-in",
};

export interface PermissionArea {
  readonly title: string;
  readonly entries: readonly CatalogueEntry[];
}

/** The catalogue in areas, each permission under what it is about; what no area names is about the server. */
export function permissionAreas(catalogue: readonly CatalogueEntry[]): readonly PermissionArea[] {
  const byArea = Map.groupBy(catalogue, ({ permission }) => areas[permission.split(":")[0] ?? ""] ?? "Server");
  return [...byArea].map(([title, entries]) => ({ title, entries }));
}

/** Areas below and beside one another, without holes. */
export const areasClass = "gap-4 xl:columns-2 [&>section]:mb-4 [&>section]:break-inside-avoid";
