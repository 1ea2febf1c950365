import { Link } from "@tanstack/react-router";
import { UserRound, UsersRound, Workflow } from "lucide-react";
import type { ReactNode } from "react";
import type { User } from "#ui/features/people/queries/users.ts";
import { Badge } from "#ui/design/badge.tsx";
import { NoValue } from "#ui/design/no-value.tsx";

const builtIn: Readonly<Record<string, string>> = { VIEWER: "Viewer", OPERATOR: "Operator", ADMIN: "Admin" };

/** A built-in role's name as people write it; a custom one's as it is. */
export function roleName(name: string): string {
  return builtIn[name] ?? name;
}

/** The first few names as badges, and how many more there are. */
export function Names({ names, most = 3 }: { readonly names: readonly string[]; readonly most?: number }) {
  if (names.length === 0) return <NoValue meaning="None" />;
  const rest = names.slice(most);
  return (
    <span className="flex flex-wrap items-center gap-1 py-1">
      {names.slice(0, most).map((name) => (
        <Badge key={name} className="max-w-44">
          <span className="truncate">{name}</span>
        </Badge>
      ))}
      {rest.length > 0 && (
        <span className="text-xs text-muted" data-tooltip={rest.join("\n")}>
          +{rest.length}
        </span>
      )}
    </span>
  );
}

export const sources: Readonly<Record<User["source"], { readonly label: string; readonly meaning: string }>> = {
  local: { label: "Local", meaning: "Signs in with a password of this server" },
  oidc: { label: "Single sign-on", meaning: "Signs in through the identity provider" },
  external: { label: "Token only", meaning: "Known by the identity provider's tokens; has no account yet" },
};

interface OriginProps {
  readonly origin: "direct" | "managed";
  readonly rule: { readonly summary: string } | null;
}

/** Who gave it: a person, or a rule at sign-in. */
export function Origin({ origin, rule }: OriginProps) {
  if (origin === "direct") return <Badge icon={<UserRound aria-hidden />}>Direct</Badge>;
  return (
    <Badge tone="info" icon={<Workflow aria-hidden />} className="max-w-full">
      <span className="truncate">{rule === null ? "By a rule" : rule.summary}</span>
    </Badge>
  );
}

export function GroupLink({ group }: { readonly group: { readonly id: string; readonly name: string } }) {
  return (
    <Link to="/admin/groups/$id" params={{ id: group.id }} className="inline-flex items-center gap-1.5 font-medium hover:underline">
      <UsersRound aria-hidden className="size-3.5 shrink-0 text-muted" />
      {group.name}
    </Link>
  );
}

export function RoleLink({ role }: { readonly role: { readonly id: string; readonly name: string } }) {
  return (
    <Link to="/admin/roles/$id" params={{ id: role.id }} className="font-medium hover:underline">
      {roleName(role.name)}
    </Link>
  );
}

/** A line of a list with something to do at its end. */
export function Line({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <li className="flex min-h-10 items-center justify-between gap-3 border-b border-line px-4 py-1.5 text-sm last:border-b-0">
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">{children}</div>
      {action}
    </li>
  );
}
