/** Every permission there is, with what it lets a person do. Owned by code; roles are sets of these. */
export const permissions = {
  "exchanges:read": "Search exchanges and see their steps and errors",
  "payloads:read": "See message bodies, headers and properties",
  "routes:read": "See apps, routes and their statistics",
  "logs:read": "Read application logs",
  "agents:read": "See agents and their health",
  "quarantine:read": "See telemetry that was refused, and why",
  "commands:send": "Send commands to running applications",
  "users:read": "See users and their roles",
  "users:write": "Create, change and disable users",
  "bootstrap-tokens:read": "See the token with which agents sign up",
  "audit:read": "Read the audit log",
} as const satisfies Record<string, string>;

export type Permission = keyof typeof permissions;

const viewer = ["exchanges:read", "payloads:read", "routes:read", "logs:read", "agents:read", "quarantine:read"] as const;
const operator = [...viewer, "commands:send"] as const;

/** The built-in roles; they cannot be changed or deleted. */
export const builtInRoles = {
  VIEWER: viewer,
  OPERATOR: operator,
  ADMIN: Object.keys(permissions) as Permission[],
} as const satisfies Record<string, readonly Permission[]>;

export type BuiltInRole = keyof typeof builtInRoles;
