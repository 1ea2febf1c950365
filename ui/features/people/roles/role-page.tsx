import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { ChevronLeft, SearchX, Trash2 } from "lucide-react";
import { useState } from "react";
import { deleteRole } from "#schema/contract/groups";
import { ConfirmDialog } from "#ui/features/people/confirm-dialog.tsx";
import { roleName } from "#ui/features/people/look.tsx";
import type { Role, Roles } from "#ui/features/people/queries/roles.ts";
import { rolesQuery } from "#ui/features/people/queries/roles.ts";
import { RoleEditor } from "#ui/features/people/roles/role-editor.tsx";
import { holders } from "#ui/features/people/roles/role-matrix.tsx";
import { RolePermissions } from "#ui/features/people/roles/role-permissions.tsx";
import { Badge } from "#ui/design/badge.tsx";
import { Button } from "#ui/design/button.tsx";
import { EmptyState } from "#ui/design/empty-state.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { request } from "#ui/lib/api.ts";
import { useMay } from "#ui/lib/session.ts";

const route = getRouteApi("/shell/admin/roles/$id");

export function RolePage() {
  const { id } = route.useParams();
  const query = useQuery(rolesQuery);
  return (
    <Loaded query={query} heading="h1" skeleton={<SkeletonRows columns={2} />}>
      {(roles) => {
        const role = roles.items.find((one) => one.id === id);
        if (role === undefined) return <EmptyState icon={SearchX} heading="h1" title="There is no such role" actions={<AllRoles />} />;
        return <RoleView key={role.id} role={role} roles={roles} />;
      }}
    </Loaded>
  );
}

export function NewRolePage() {
  const query = useQuery(rolesQuery);
  return (
    <>
      <PageHeader back={<AllRoles />} title="New role" description="Of permissions that you hold yourself." />
      <Loaded query={query} skeleton={<SkeletonRows columns={2} />}>
        {({ catalogue }) => <RoleEditor catalogue={catalogue} />}
      </Loaded>
    </>
  );
}

function AllRoles() {
  return (
    <Link to="/admin/roles" className="inline-flex items-center gap-0.5 hover:text-ink">
      <ChevronLeft aria-hidden className="size-3.5" /> Roles
    </Link>
  );
}

function RoleView({ role, roles }: { readonly role: Role; readonly roles: Roles }) {
  const mayWrite = useMay("roles:write") && !role.builtIn;
  return (
    <>
      <PageHeader
        back={<AllRoles />}
        title={
          <span className="flex items-center gap-2.5">
            {roleName(role.name)}
            {role.builtIn && <Badge>Built in</Badge>}
          </span>
        }
        description={[role.description, `Held by ${holders(role)}`].filter(Boolean).join(" · ")}
        actions={mayWrite && <DeleteRole role={role} />}
      />
      {mayWrite ? <RoleEditor role={role} catalogue={roles.catalogue} /> : <RolePermissions role={role} catalogue={roles.catalogue} />}
    </>
  );
}

function DeleteRole({ role }: { readonly role: Role }) {
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const held = role.users + role.groups > 0;
  return (
    <>
      <Button icon={<Trash2 aria-hidden className="size-3.5" />} onClick={() => setAsking(true)}>
        Delete
      </Button>
      {asking && (
        <ConfirmDialog
          title={`Delete ${role.name}?`}
          verb={held ? "Take away and delete" : "Delete"}
          run={() => request(deleteRole, { params: { id: role.id }, query: { force: held ? "true" : "false" } })}
          done={`${role.name} was deleted.`}
          onDone={() => void navigate({ to: "/admin/roles" })}
          onClose={() => setAsking(false)}
        >
          <p>{held ? `It is held by ${holders(role)}, who lose it within ten seconds.` : "Nobody holds it."}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
