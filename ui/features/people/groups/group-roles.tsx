import { updateGroup } from "#schema/contract/groups";
import { AddOne } from "#ui/features/people/add-one.tsx";
import { Line, RoleLink, roleName } from "#ui/features/people/look.tsx";
import type { GroupDetail } from "#ui/features/people/queries/groups.ts";
import { Remove } from "#ui/features/people/remove.tsx";
import { useChange } from "#ui/features/people/use-change.ts";
import { useGrantable } from "#ui/features/people/use-grantable.ts";
import { Panel } from "#ui/design/panel.tsx";
import { request } from "#ui/lib/api.ts";

/** What members of the group hold: its own roles, and those of the groups above. */
export function GroupRoles({ group, mayWrite }: { readonly group: GroupDetail; readonly mayWrite: boolean }) {
  const { roles } = useGrantable();
  const own = group.roles.map(({ id }) => id);
  const change = useChange({ run: (next: string[]) => request(updateGroup, { params: { id: group.id }, body: { roles: next } }) });
  return (
    <Panel title="Roles">
      <ul>
        {group.roles.map((role) => (
          <Line
            key={role.id}
            action={
              mayWrite && (
                <Remove
                  name={roleName(role.name)}
                  busy={change.isPending}
                  onRemove={() => change.mutate(own.filter((id) => id !== role.id))}
                />
              )
            }
          >
            <RoleLink role={role} />
          </Line>
        ))}
        {group.inheritedRoles.map((role) => (
          <Line key={`above ${role.id}`}>
            <RoleLink role={role} />
            <span className="text-muted">from above</span>
          </Line>
        ))}
        {group.roles.length + group.inheritedRoles.length === 0 && (
          <Line>
            <span className="text-muted">No role yet.</span>
          </Line>
        )}
      </ul>
      {mayWrite && (
        <AddOne
          label="Add a role"
          choices={roles
            .filter(({ id }) => !own.includes(id))
            .map((role) => ({ id: role.id, name: roleName(role.name), hint: role.description }))}
          busy={change.isPending}
          onAdd={(id) => change.mutate([...own, id])}
        />
      )}
    </Panel>
  );
}
