import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { ChevronLeft, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { deleteGroup } from "#schema/contract/groups";
import { ConfirmDialog } from "#ui/features/people/confirm-dialog.tsx";
import { GroupDialog } from "#ui/features/people/groups/group-dialog.tsx";
import { GroupMembers } from "#ui/features/people/groups/group-members.tsx";
import { GroupRoles } from "#ui/features/people/groups/group-roles.tsx";
import { groupsAbove } from "#ui/features/people/groups/group-tree.ts";
import { GroupLink, Line } from "#ui/features/people/look.tsx";
import type { GroupDetail } from "#ui/features/people/queries/groups.ts";
import { groupQuery, groupsQuery } from "#ui/features/people/queries/groups.ts";
import { Button } from "#ui/design/button.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { request } from "#ui/lib/api.ts";
import { useMay } from "#ui/lib/session.ts";

const route = getRouteApi("/shell/admin/groups/$id");

export function GroupPage() {
  const { id } = route.useParams();
  const query = useQuery(groupQuery(id));
  return (
    <Loaded query={query} heading="h1" skeleton={<SkeletonRows columns={3} />}>
      {(group) => <GroupView group={group} />}
    </Loaded>
  );
}

function GroupView({ group }: { readonly group: GroupDetail }) {
  const mayWrite = useMay("groups:write");
  const { data } = useQuery(groupsQuery);
  const below = (data?.items ?? []).filter(({ parentId }) => parentId === group.id);
  return (
    <>
      <PageHeader
        back={<Way id={group.id} />}
        title={group.name}
        description={group.description === "" ? undefined : group.description}
        actions={mayWrite && <GroupActions group={group} hasBelow={below.length > 0} />}
      />
      <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2">
        <GroupRoles group={group} mayWrite={mayWrite} />
        <GroupMembers group={group} mayWrite={mayWrite} />
        {below.length > 0 && (
          <Panel title="Groups under it">
            <ul>
              {below.map((one) => (
                <Line key={one.id}>
                  <GroupLink group={one} />
                  <span className="text-muted">{one.members === 1 ? "1 member" : `${one.members} members`}</span>
                </Line>
              ))}
            </ul>
          </Panel>
        )}
      </div>
    </>
  );
}

/** From all groups down to the one above. */
function Way({ id }: { readonly id: string }) {
  const { data } = useQuery(groupsQuery);
  return (
    <nav aria-label="Groups above" className="flex flex-wrap items-center gap-x-1">
      <Link to="/admin/groups" className="inline-flex items-center gap-0.5 hover:text-ink">
        <ChevronLeft aria-hidden className="size-3.5" /> Groups
      </Link>
      {groupsAbove(data?.items ?? [], id).map((above) => (
        <span key={above.id} className="inline-flex items-center gap-1">
          <span aria-hidden>/</span>
          <Link to="/admin/groups/$id" params={{ id: above.id }} className="hover:text-ink">
            {above.name}
          </Link>
        </span>
      ))}
    </nav>
  );
}

function GroupActions({ group, hasBelow }: { readonly group: GroupDetail; readonly hasBelow: boolean }) {
  const [doing, setDoing] = useState<"edit" | "delete">();
  const navigate = useNavigate();
  const done = () => setDoing(undefined);
  return (
    <>
      <Button icon={<Pencil aria-hidden className="size-3.5" />} onClick={() => setDoing("edit")}>
        Edit
      </Button>
      <Button
        icon={<Trash2 aria-hidden className="size-3.5" />}
        disabled={hasBelow}
        data-tooltip={hasBelow ? "Move or delete the groups under it first" : undefined}
        onClick={() => setDoing("delete")}
      >
        Delete
      </Button>
      {doing === "edit" && <GroupDialog group={group} onClose={done} />}
      {doing === "delete" && (
        <ConfirmDialog
          title={`Delete ${group.name}?`}
          verb="Delete"
          run={() => request(deleteGroup, { params: { id: group.id } })}
          done={`${group.name} was deleted.`}
          onDone={() => void navigate({ to: "/admin/groups" })}
          onClose={done}
        >
          <p>
            Its {group.members === 1 ? "member loses" : `${group.members} members lose`} what they hold through it. Rules that put people
            into it do nothing any more.
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
