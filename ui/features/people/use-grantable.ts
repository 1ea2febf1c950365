import { useQuery } from "@tanstack/react-query";
import { grantableGroups, grantableRoles } from "#ui/features/people/grantable.ts";
import { groupsQuery } from "#ui/features/people/queries/groups.ts";
import { rolesQuery } from "#ui/features/people/queries/roles.ts";
import { sessionQuery } from "#ui/lib/session.ts";

/** What the signed-in person may give; empty until known. */
export function useGrantable() {
  const { data: session } = useQuery(sessionQuery);
  const { data: known } = useQuery(rolesQuery);
  const { data: all } = useQuery(groupsQuery);
  const roles = grantableRoles(known?.items ?? [], session?.user.permissions ?? []);
  return { roles, groups: grantableGroups(all?.items ?? [], roles) };
}
