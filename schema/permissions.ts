/** Every permission there is, with what it lets a person do. Owned by code; roles are sets of these. */
export const permissions = {
  "exchanges:read": "Search exchanges and see their steps and errors",
  "payloads:read": "See message bodies, headers and properties",
  "routes:read": "See apps, routes and their statistics",
  "logs:read": "Read application logs",
  "agents:read": "See agents and their health",
  "quarantine:read": "See telemetry that was refused, and why",
  "commands:send": "Send commands to running applications",
  "agents:write": "Revoke agents",
  "environments:read": "See environments and their promotion order",
  "environments:write": "Create, change and delete environments, and deploy to protected ones",
  "apps:read": "See managed apps, their artifacts and configuration",
  "apps:write": "Create, configure and delete managed apps",
  "artifacts:write": "Upload artifacts",
  "app-secrets:write": "Set and delete the secrets of apps; nobody can read them back",
  "deployments:read": "See deployments, revisions and what changed between them",
  "deployments:write": "Deploy, start, stop, restart, scale, roll back and promote apps",
  "runners:read": "See runners and the hosts they are on",
  "runners:write": "Add, drain, rotate and revoke runners",
  "users:read": "See users, groups and roles, and who holds which",
  "users:write": "Create, invite, change and disable users, and end their sessions",
  "groups:write": "Create, change and delete groups and their members",
  "roles:write": "Create, change and delete custom roles",
  "service-accounts:write": "Create service accounts and their API keys",
  "oidc:read": "See the identity provider and the claim mapping rules",
  "oidc:write": "Connect, change and remove the identity provider",
  "claim-mappings:write": "Change the rules that give roles and groups at sign-in",
  "bootstrap-tokens:read": "See the tokens with which agents sign up",
  "bootstrap-tokens:write": "Create and revoke the tokens with which agents sign up",
  "license:read": "See the license and how much of it is used",
  "license:write": "Apply a license",
  "audit:read": "Read, export and verify the audit log",
  "settings:write": "Change how this server is set up",
} as const satisfies Record<string, string>;

export type Permission = keyof typeof permissions;

const viewer = [
  "exchanges:read",
  "payloads:read",
  "routes:read",
  "logs:read",
  "agents:read",
  "quarantine:read",
  "license:read",
  "environments:read",
  "apps:read",
  "deployments:read",
  "runners:read",
] as const;
const operator = [...viewer, "commands:send", "apps:write", "artifacts:write", "app-secrets:write", "deployments:write"] as const;

/** The built-in roles; they cannot be changed or deleted. */
export const builtInRoles = {
  VIEWER: viewer,
  OPERATOR: operator,
  ADMIN: Object.keys(permissions) as Permission[],
} as const satisfies Record<string, readonly Permission[]>;

export type BuiltInRole = keyof typeof builtInRoles;
