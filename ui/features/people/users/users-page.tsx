import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { SearchX, UserPlus } from "lucide-react";
import { useState } from "react";
import { sources } from "#ui/features/people/look.tsx";
import type { User } from "#ui/features/people/queries/users.ts";
import { usersQuery } from "#ui/features/people/queries/users.ts";
import { AddUserDialog } from "#ui/features/people/users/add-user-dialog.tsx";
import { userColumns } from "#ui/features/people/users/user-columns.tsx";
import { Button } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { Select } from "#ui/design/input.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SearchInput } from "#ui/design/search-input.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { Table } from "#ui/design/table.tsx";
import { capabilitiesQuery } from "#ui/lib/capabilities.ts";
import { sessionQuery, useMay } from "#ui/lib/session.ts";

const route = getRouteApi("/shell/admin/users");

export function UsersPage() {
  const query = useQuery(usersQuery);
  const { data: capabilities } = useQuery(capabilitiesQuery);
  const mayAdd = useMay("users:write") && capabilities?.userCreation === true;
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHeader
        title="Users"
        description="Who may sign in, and what they may do."
        actions={
          mayAdd && (
            <Button variant="primary" icon={<UserPlus aria-hidden className="size-4" />} onClick={() => setAdding(true)}>
              Add user
            </Button>
          )
        }
      />
      <Loaded query={query} skeleton={<UsersSkeleton />}>
        {(data, stale) => <UserList users={data.items} stale={stale} />}
      </Loaded>
      {adding && <AddUserDialog onClose={() => setAdding(false)} />}
    </>
  );
}

function UserList({ users, stale }: { readonly users: readonly User[]; readonly stale: boolean }) {
  const { find = "", source } = route.useSearch();
  const navigate = useNavigate();
  const { data: session } = useQuery(sessionQuery);
  const narrow = (change: { find?: string | undefined; source?: User["source"] | undefined }) =>
    void navigate({ to: ".", replace: true, search: (old) => ({ ...old, ...change }) });
  const found = users.filter((user) => (source === undefined || user.source === source) && isFound(user, find));
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchInput label="Find a user" value={find} onChange={(text) => narrow({ find: text || undefined })} className="w-full sm:w-64" />
        <Select
          aria-label="Signs in with"
          value={source ?? ""}
          className="w-44!"
          onChange={(event) => narrow({ source: sourceOf(event.target.value) })}
        >
          <option value="">Any way to sign in</option>
          {sourceNames.map((name) => (
            <option key={name} value={name}>
              {sources[name].label}
            </option>
          ))}
        </Select>
        <span className="text-xs text-muted tabular">
          {found.length === users.length ? `${users.length} users` : `${found.length} of ${users.length} users`}
          {found.length > mostRows && `; the first ${mostRows} are shown, narrow the list to see others`}
        </span>
      </div>
      <Panel>
        {found.length === 0 ? (
          <EmptyState
            icon={SearchX}
            title="No user matches"
            actions={<Button onClick={() => narrow({ find: undefined, source: undefined })}>Clear the filter</Button>}
          />
        ) : (
          <Table
            label="Users"
            columns={userColumns(session?.user.id ?? "")}
            rows={found.slice(0, mostRows)}
            rowKey={(user) => user.id}
            stale={stale}
            onOpen={(user) => void navigate({ to: "/admin/users/$id", params: { id: user.id } })}
          />
        )}
      </Panel>
    </>
  );
}

/** More than anybody scrolls through. */
const mostRows = 500;

const sourceNames = ["local", "oidc", "external"] as const;
const sourceOf = (text: string): User["source"] | undefined => sourceNames.find((name) => name === text);

function isFound({ username, displayName, roles, groups }: User, find: string): boolean {
  return [username, displayName, ...roles, ...groups].join(" ").toLowerCase().includes(find.toLowerCase());
}

function UsersSkeleton() {
  return (
    <Panel>
      <SkeletonRows rows={4} columns={5} />
    </Panel>
  );
}
