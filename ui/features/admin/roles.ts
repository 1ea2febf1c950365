import type { User } from "#ui/features/admin/queries/users.ts";

export type Role = User["roles"][number];

/** The built-in roles with what they let a person do; each includes the one before. */
export const roles: readonly { readonly role: Role; readonly name: string; readonly meaning: string }[] = [
  { role: "VIEWER", name: "Viewer", meaning: "Sees exchanges, messages, routes, logs and agents" },
  { role: "OPERATOR", name: "Operator", meaning: "Also sends commands to running apps" },
  { role: "ADMIN", name: "Admin", meaning: "Also manages users and tokens, and reads the audit log" },
];

export function roleName(role: Role): string {
  return roles.find((one) => one.role === role)?.name ?? role;
}
