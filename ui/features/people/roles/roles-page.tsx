import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { rolesQuery } from "#ui/features/people/queries/roles.ts";
import { RoleMatrix } from "#ui/features/people/roles/role-matrix.tsx";
import { buttonClass } from "#ui/design/button.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { PageHeader } from "#ui/design/page-header.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";
import { useMay } from "#ui/lib/session.ts";

export function RolesPage() {
  const query = useQuery(rolesQuery);
  const mayWrite = useMay("roles:write");
  return (
    <>
      <PageHeader
        title="Roles"
        description="What each role permits. The built-in ones stay as they are; make your own beside them."
        actions={
          mayWrite && (
            <Link to="/admin/roles/new" className={buttonClass({ variant: "primary" })}>
              <Plus aria-hidden className="size-4" />
              New role
            </Link>
          )
        }
      />
      <Loaded query={query} skeleton={<SkeletonRows rows={10} columns={4} />}>
        {(roles) => (
          <Panel>
            <RoleMatrix roles={roles} />
          </Panel>
        )}
      </Loaded>
    </>
  );
}
