import { Link } from "@tanstack/react-router";
import { Ban, KeyRound } from "lucide-react";
import { Names, roleName, sources } from "#ui/features/people/look.tsx";
import type { User } from "#ui/features/people/queries/users.ts";
import { Badge } from "#ui/design/badge.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { RelativeTime } from "#ui/design/timestamp.tsx";

export function userColumns(ownId: string): readonly Column<User>[] {
  return [
    { id: "user", header: "User", cell: (user) => <UserName user={user} own={user.id === ownId} /> },
    {
      id: "source",
      header: "Signs in with",
      width: "w-36",
      wideOnly: true,
      cell: (user) => (
        <span className="inline-flex items-center gap-1.5 text-muted" data-tooltip={sources[user.source].meaning}>
          {sources[user.source].label}
          {user.secondFactor && <KeyRound role="img" aria-label="and a second factor" className="size-3.5 text-good" />}
        </span>
      ),
    },
    { id: "roles", header: "Roles", width: "w-48", cell: (user) => <Names names={user.roles.map(roleName)} most={2} /> },
    {
      id: "groups",
      header: "Groups",
      width: "w-56",
      wideOnly: true,
      cell: (user) => <Names names={user.groups} most={2} />,
    },
    {
      id: "seen",
      header: "Last seen",
      align: "end",
      width: "w-28",
      wideOnly: true,
      cell: (user) => (user.lastSignInAt === null ? <span className="text-faint">Never</span> : <RelativeTime at={user.lastSignInAt} />),
    },
  ];
}

function UserName({ user, own }: { readonly user: User; readonly own: boolean }) {
  return (
    <span className="flex items-center gap-2 max-sm:flex-col max-sm:items-start max-sm:gap-0 max-sm:py-1">
      <Link
        to="/admin/users/$id"
        params={{ id: user.id }}
        className={user.disabled ? "text-muted hover:underline" : "font-medium hover:underline"}
      >
        {user.username}
      </Link>
      {user.displayName !== "" && <span className="truncate text-muted">{user.displayName}</span>}
      {own && <Badge tone="accent">You</Badge>}
      {user.disabled && <Badge icon={<Ban aria-hidden />}>Disabled</Badge>}
    </span>
  );
}
