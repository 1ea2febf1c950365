import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { CornerDownRight, Plus, SearchX, UsersRound } from "lucide-react";
import { useState } from "react";
import type { GroupNode } from "#ui/features/people/groups/group-tree.ts";
import { groupTree } from "#ui/features/people/groups/group-tree.ts";
import { GroupDialog } from "#ui/features/people/groups/group-dialog.tsx";
import { Names, roleName } from "#ui/features/people/look.tsx";
import type { Group } from "#ui/features/people/queries/groups.ts";
import { groupsQuery } from "#ui/features/people/queries/groups.ts";
import { Button } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { NoValue } from "#ui/design/no-value.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SearchInput } from "#ui/design/search-input.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import type { Column } from "#ui/design/table-columns.ts";
import { Table } from "#ui/design/table.tsx";
import { useMay } from "#ui/lib/session.ts";

const route = getRouteApi("/shell/admin/groups");

export function GroupsPage() {
  const query = useQuery(groupsQuery);
  const mayWrite = useMay("groups:write");
  const [creating, setCreating] = useState(false);
  const newGroup = (
    <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setCreating(true)}>
      New group
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Groups"
        description="Who is in a group holds its roles, and those of the groups above it."
        actions={mayWrite && newGroup}
      />
      <Loaded query={query} skeleton={<SkeletonRows rows={5} columns={3} />}>
        {({ items }, stale) =>
          items.length === 0 ? (
            <Panel>
              <EmptyState icon={UsersRound} title="No groups yet" actions={mayWrite && newGroup}>
                Give roles to a group once instead of to each person. Groups may stand under others, such as teams under a department.
              </EmptyState>
            </Panel>
          ) : (
            <GroupList groups={items} stale={stale} />
          )
        }
      </Loaded>
      {creating && <GroupDialog onClose={() => setCreating(false)} />}
    </>
  );
}

const columns: readonly Column<GroupNode>[] = [
  { id: "name", header: "Group", cell: (node) => <GroupName node={node} /> },
  { id: "roles", header: "Roles", width: "w-64", wideOnly: true, cell: ({ group }) => <GroupRoles group={group} /> },
  { id: "members", header: "Members", align: "end", width: "w-24", cell: ({ group }) => group.members },
];

function GroupList({ groups, stale }: { readonly groups: readonly Group[]; readonly stale: boolean }) {
  const { find = "" } = route.useSearch();
  const navigate = useNavigate();
  const setFind = (text: string) => void navigate({ to: ".", replace: true, search: (old) => ({ ...old, find: text || undefined }) });
  const found = groupTree(groups).filter(({ group }) => `${group.name} ${group.description}`.toLowerCase().includes(find.toLowerCase()));
  return (
    <>
      <SearchInput label="Find a group" value={find} onChange={setFind} className="mb-3 w-full sm:w-64" />
      <Panel>
        {found.length === 0 ? (
          <EmptyState icon={SearchX} title="No group matches" actions={<Button onClick={() => setFind("")}>Clear the filter</Button>} />
        ) : (
          <Table
            label="Groups"
            columns={columns}
            rows={found}
            rowKey={({ group }) => group.id}
            stale={stale}
            onOpen={({ group }) => void navigate({ to: "/admin/groups/$id", params: { id: group.id } })}
          />
        )}
      </Panel>
    </>
  );
}

function GroupName({ node: { group, depth } }: { readonly node: GroupNode }) {
  return (
    <span className="flex items-center gap-2" style={{ paddingInlineStart: `${depth * 1.25}rem` }}>
      {depth > 0 && <CornerDownRight aria-hidden className="size-3.5 shrink-0 text-faint" />}
      <Link to="/admin/groups/$id" params={{ id: group.id }} className="font-medium hover:underline">
        {group.name}
      </Link>
      {depth > 0 && <span className="sr-only">, level {depth + 1}</span>}
      <span className="truncate text-muted max-sm:hidden">{group.description}</span>
    </span>
  );
}

function GroupRoles({ group }: { readonly group: Group }) {
  const inherited = group.inheritedRoles.filter(({ id }) => !group.roles.some((role) => role.id === id));
  if (group.roles.length + inherited.length === 0) return <NoValue meaning="None" />;
  return (
    <span className="flex items-center gap-1.5">
      {group.roles.length > 0 && <Names names={group.roles.map(({ name }) => roleName(name))} most={2} />}
      {inherited.length > 0 && (
        <span className="text-xs text-muted" data-tooltip={inherited.map(({ name }) => roleName(name)).join("\n")}>
          +{inherited.length} from above
        </span>
      )}
    </span>
  );
}
