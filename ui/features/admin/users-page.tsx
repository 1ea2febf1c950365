import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { SearchX, UserPlus } from "lucide-react";
import { useState } from "react";
import { DisableDialog } from "#ui/features/admin/disable-dialog.tsx";
import type { User } from "#ui/features/admin/queries/users.ts";
import { usersQuery } from "#ui/features/admin/queries/users.ts";
import { userColumns } from "#ui/features/admin/user-columns.tsx";
import { UserDialog } from "#ui/features/admin/user-dialog.tsx";
import { Button } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SearchInput } from "#ui/design/search-input.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { Table } from "#ui/design/table.tsx";
import { sessionQuery, useMay } from "#ui/lib/session.ts";

const route = getRouteApi("/shell/admin/users");

type Doing = { readonly kind: "create" } | { readonly kind: "edit" | "disable"; readonly user: User };

export function UsersPage() {
  const query = useQuery(usersQuery);
  const mayWrite = useMay("users:write");
  const [doing, setDoing] = useState<Doing>();
  const done = () => setDoing(undefined);
  return (
    <>
      <PageHeader
        title="Users"
        description="Who may sign in, and what they may do."
        actions={
          mayWrite && (
            <Button variant="primary" icon={<UserPlus aria-hidden className="size-4" />} onClick={() => setDoing({ kind: "create" })}>
              Add user
            </Button>
          )
        }
      />
      <Loaded query={query} skeleton={<UsersSkeleton />}>
        {(data, stale) => <UserList users={data.items} stale={stale} onDo={mayWrite ? setDoing : undefined} />}
      </Loaded>
      {doing?.kind === "create" && <UserDialog onClose={done} />}
      {doing?.kind === "edit" && <UserDialog user={doing.user} onClose={done} />}
      {doing?.kind === "disable" && <DisableDialog user={doing.user} onClose={done} />}
    </>
  );
}

interface UserListProps {
  readonly users: readonly User[];
  readonly stale: boolean;
  readonly onDo: ((doing: Doing) => void) | undefined;
}

function UserList({ users, stale, onDo }: UserListProps) {
  const { find = "" } = route.useSearch();
  const navigate = useNavigate();
  const { data: session } = useQuery(sessionQuery);
  const setFind = (value: string) => void navigate({ to: ".", replace: true, search: (old) => ({ ...old, find: value }) });
  const found = users.filter((user) =>
    `${user.username} ${user.displayName} ${user.roles.join(" ")}`.toLowerCase().includes(find.toLowerCase()),
  );
  const actions = onDo && { edit: (user: User) => onDo({ kind: "edit", user }), disable: (user: User) => onDo({ kind: "disable", user }) };
  return (
    <>
      <div className="mb-3">
        <SearchInput label="Find a user" value={find} onChange={setFind} className="w-full sm:w-64" />
      </div>
      <Panel>
        {found.length === 0 ? (
          <EmptyState
            icon={SearchX}
            title={`No user matches “${find}”`}
            actions={<Button onClick={() => setFind("")}>Clear the filter</Button>}
          />
        ) : (
          <Table
            label="Users"
            columns={userColumns({ ownId: session?.user.id ?? "", actions })}
            rows={found}
            rowKey={(user) => user.id}
            stale={stale}
            {...(actions && { onOpen: actions.edit })}
          />
        )}
      </Panel>
    </>
  );
}

function UsersSkeleton() {
  return (
    <Panel>
      <SkeletonRows rows={4} columns={4} />
    </Panel>
  );
}
