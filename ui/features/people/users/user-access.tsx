import { useQuery } from "@tanstack/react-query";
import { AddOne } from "#ui/features/people/add-one.tsx";
import { GroupLink, Line, Origin, RoleLink, roleName } from "#ui/features/people/look.tsx";
import type { Grant, UserDetail } from "#ui/features/people/queries/users.ts";
import { permissionsQuery } from "#ui/features/people/queries/users.ts";
import { Remove } from "#ui/features/people/remove.tsx";
import { useGrantable } from "#ui/features/people/use-grantable.ts";
import { useUserChange } from "#ui/features/people/users/use-user-change.ts";
import { Callout } from "#ui/design/callout.tsx";
import { Panel } from "#ui/design/panel.tsx";

interface UserAccessProps {
  readonly user: UserDetail;
  readonly mayWrite: boolean;
}

/** What was assigned, by whom, and what comes of the groups. */
export function UserAccess({ user, mayWrite }: UserAccessProps) {
  return (
    <div className="flex flex-col gap-4">
      {user.source === "external" && (
        <Callout tone="info">
          What {user.username} may do is read from each of their tokens. Assign something, and they get an account that keeps it.
        </Callout>
      )}
      <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2">
        <AssignedRoles user={user} mayWrite={mayWrite} />
        <AssignedGroups user={user} mayWrite={mayWrite} />
      </div>
    </div>
  );
}

function AssignedRoles({ user, mayWrite }: UserAccessProps) {
  const { roles } = useGrantable();
  const change = useUserChange(user.id);
  const direct = user.assignedRoles.filter(({ origin }) => origin === "direct").map(({ role }) => role.id);
  const remove = (id: string) => change.mutate({ roles: direct.filter((one) => one !== id) });
  return (
    <Panel title="Roles">
      <ul>
        {user.assignedRoles.map(({ role, origin, rule }) => (
          <Line
            key={`${role.id} ${origin} ${rule?.id ?? ""}`}
            action={
              mayWrite &&
              origin === "direct" && <Remove name={roleName(role.name)} busy={change.isPending} onRemove={() => remove(role.id)} />
            }
          >
            <RoleLink role={role} />
            <Origin origin={origin} rule={rule} />
          </Line>
        ))}
        <RolesOfGroups id={user.id} />
        {user.roles.length === 0 && <Line>{<span className="text-muted">No role yet.</span>}</Line>}
      </ul>
      {mayWrite && (
        <AddOne
          label="Add a role"
          choices={roles
            .filter(({ id }) => !direct.includes(id))
            .map((role) => ({ id: role.id, name: roleName(role.name), hint: role.description }))}
          busy={change.isPending}
          onAdd={(id) => change.mutate({ roles: [...direct, id] })}
        />
      )}
    </Panel>
  );
}

/** Roles that nobody gave to this person, but to a group that they are in. */
function RolesOfGroups({ id }: { readonly id: string }) {
  const { data } = useQuery(permissionsQuery(id));
  const through = (data?.items ?? []).flatMap(({ grants }) => grants.filter(({ groups }) => groups.length > 0));
  const once = new Map(through.map((grant) => [keyOf(grant), grant]));
  return [...once].map(([key, { role, groups }]) => (
    <Line key={key}>
      <RoleLink role={role} />
      <span className="text-muted">through</span>
      <Chain groups={groups} />
    </Line>
  ));
}

const keyOf = ({ role, groups }: Grant): string => [role.id, ...groups.map(({ id }) => id)].join(" ");

/** Groups from the one that somebody is in up to the one that holds the role. */
export function Chain({ groups }: { readonly groups: Grant["groups"] }) {
  return groups.map((group, index) => (
    <span key={group.id} className="inline-flex items-center gap-1.5">
      {index > 0 && <span className="text-xs text-muted">in</span>}
      <GroupLink group={group} />
    </span>
  ));
}

function AssignedGroups({ user, mayWrite }: UserAccessProps) {
  const { groups } = useGrantable();
  const change = useUserChange(user.id);
  const direct = user.assignedGroups.filter(({ origin }) => origin === "direct").map(({ group }) => group.id);
  const remove = (id: string) => change.mutate({ groups: direct.filter((one) => one !== id) });
  return (
    <Panel title="Groups">
      <ul>
        {user.assignedGroups.map(({ group, origin, rule }) => (
          <Line
            key={`${group.id} ${origin} ${rule?.id ?? ""}`}
            action={
              mayWrite && origin === "direct" && <Remove name={group.name} busy={change.isPending} onRemove={() => remove(group.id)} />
            }
          >
            <GroupLink group={group} />
            <Origin origin={origin} rule={rule} />
          </Line>
        ))}
        {user.assignedGroups.length === 0 && <Line>{<span className="text-muted">In no group.</span>}</Line>}
      </ul>
      {mayWrite && (
        <AddOne
          label="Add to a group"
          choices={groups.filter(({ id }) => !direct.includes(id)).map(({ id, name, description }) => ({ id, name, hint: description }))}
          busy={change.isPending}
          onAdd={(id) => change.mutate({ groups: [...direct, id] })}
        />
      )}
    </Panel>
  );
}
