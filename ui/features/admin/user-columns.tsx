import { Ban, CircleCheck, EllipsisVertical, Pencil } from "lucide-react";
import type { User } from "#ui/features/admin/queries/users.ts";
import { roleName } from "#ui/features/admin/roles.ts";
import { Badge } from "#ui/design/badge.tsx";
import { IconButton } from "#ui/design/icon-button.tsx";
import { Menu, MenuItem } from "#ui/design/menu.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { RelativeTime } from "#ui/design/timestamp.tsx";

interface Actions {
  readonly edit: (user: User) => void;
  readonly disable: (user: User) => void;
}

interface Options {
  readonly ownId: string;
  /** Absent for people who may only look. */
  readonly actions: Actions | undefined;
}

export function userColumns({ ownId, actions }: Options): readonly Column<User>[] {
  const columns: readonly Column<User>[] = [
    { id: "user", header: "User", cell: (user) => <UserName user={user} own={user.id === ownId} /> },
    { id: "roles", header: "Roles", width: "w-48", cell: (user) => <Roles user={user} /> },
    {
      id: "state",
      header: "State",
      width: "w-28",
      wideOnly: true,
      cell: (user) =>
        user.disabled ? (
          <Badge icon={<Ban aria-hidden />}>Disabled</Badge>
        ) : (
          <Badge tone="good" icon={<CircleCheck aria-hidden />}>
            Active
          </Badge>
        ),
    },
    {
      id: "seen",
      header: "Last sign-in",
      align: "end",
      width: "w-32",
      wideOnly: true,
      cell: (user) => (user.lastSignInAt === null ? <span className="text-faint">Never</span> : <RelativeTime at={user.lastSignInAt} />),
    },
    { id: "created", header: "Added", align: "end", width: "w-28", wideOnly: true, cell: (user) => <RelativeTime at={user.createdAt} /> },
  ];
  if (actions === undefined) return columns;
  return [
    ...columns,
    {
      id: "actions",
      header: <span className="sr-only">Actions</span>,
      align: "end",
      width: "w-12",
      cell: (user) => <UserActions user={user} actions={actions} />,
    },
  ];
}

function UserName({ user, own }: { readonly user: User; readonly own: boolean }) {
  return (
    <span className="flex items-baseline gap-2 max-sm:flex-col max-sm:gap-0 max-sm:py-1">
      <span className={user.disabled ? "text-muted" : "font-medium"}>{user.username}</span>
      {user.displayName !== "" && <span className="text-muted">{user.displayName}</span>}
      {own && <Badge tone="accent">You</Badge>}
    </span>
  );
}

function Roles({ user }: { readonly user: User }) {
  return (
    <span className="flex flex-wrap gap-1">
      {user.roles.map((role) => (
        <Badge key={role}>{roleName(role)}</Badge>
      ))}
    </span>
  );
}

function UserActions({ user, actions }: { readonly user: User; readonly actions: Actions }) {
  return (
    <Menu
      label={`Actions for ${user.username}`}
      placement="bottom-end"
      trigger={(trigger) => (
        <IconButton {...trigger} size="sm" label={`Actions for ${user.username}`} icon={<EllipsisVertical aria-hidden />} />
      )}
    >
      {(close) => {
        const closing = (act: (user: User) => void) => () => {
          close();
          act(user);
        };
        return (
          <>
            <MenuItem icon={<Pencil aria-hidden />} onSelect={closing(actions.edit)}>
              Edit…
            </MenuItem>
            <MenuItem
              danger={!user.disabled}
              icon={user.disabled ? <CircleCheck aria-hidden /> : <Ban aria-hidden />}
              onSelect={closing(actions.disable)}
            >
              {user.disabled ? "Enable…" : "Disable…"}
            </MenuItem>
          </>
        );
      }}
    </Menu>
  );
}
