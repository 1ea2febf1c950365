import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Ban, ChevronLeft } from "lucide-react";
import { sources } from "#ui/features/people/look.tsx";
import type { UserDetail } from "#ui/features/people/queries/users.ts";
import { userQuery } from "#ui/features/people/queries/users.ts";
import { UserAccess } from "#ui/features/people/users/user-access.tsx";
import { UserActions } from "#ui/features/people/users/user-actions.tsx";
import { UserFacts } from "#ui/features/people/users/user-facts.tsx";
import { UserPermissions } from "#ui/features/people/users/user-permissions.tsx";
import { UserSessions } from "#ui/features/people/users/user-sessions.tsx";
import { Badge } from "#ui/design/badge.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { Tabs } from "#ui/design/tabs.tsx";
import { sessionQuery, useMay } from "#ui/lib/session.ts";

const route = getRouteApi("/shell/admin/users/$id");

const tabs = [
  { id: "access", label: "Roles and groups" },
  { id: "permissions", label: "Permissions" },
  { id: "sessions", label: "Sessions" },
] as const;

export function UserPage() {
  const { id } = route.useParams();
  const query = useQuery(userQuery(id));
  return (
    <Loaded query={query} heading="h1" skeleton={<SkeletonRows columns={3} />}>
      {(user) => <UserView user={user} />}
    </Loaded>
  );
}

function UserView({ user }: { readonly user: UserDetail }) {
  const { show: tab = "access" } = route.useSearch();
  const navigate = useNavigate();
  const { data: session } = useQuery(sessionQuery);
  const mayWrite = useMay("users:write");
  return (
    <>
      <PageHeader
        back={
          <Link to="/admin/users" className="inline-flex items-center gap-0.5 hover:text-ink">
            <ChevronLeft aria-hidden className="size-3.5" /> Users
          </Link>
        }
        title={
          <span className="flex items-center gap-2.5">
            <span className="truncate">{user.username}</span>
            {user.id === session?.user.id && <Badge tone="accent">You</Badge>}
            {user.disabled && <Badge icon={<Ban aria-hidden />}>Disabled</Badge>}
          </span>
        }
        description={[user.displayName, sources[user.source].meaning].filter(Boolean).join(" · ")}
        actions={mayWrite && <UserActions user={user} />}
      />
      <div className="flex flex-col gap-4">
        <UserFacts user={user} />
        <Tabs
          label="User"
          tabs={tabs}
          value={tab}
          onChange={(next) => void navigate({ to: ".", replace: true, search: (old) => ({ ...old, show: next }) })}
        >
          <div className="mt-3">
            {tab === "access" && <UserAccess user={user} mayWrite={mayWrite} />}
            {tab === "permissions" && <UserPermissions user={user} />}
            {tab === "sessions" && <UserSessions user={user} mayWrite={mayWrite} />}
          </div>
        </Tabs>
      </div>
    </>
  );
}
