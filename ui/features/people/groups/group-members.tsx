import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { addMember, removeMember } from "#schema/contract/groups";
import { AddOne } from "#ui/features/people/add-one.tsx";
import { Line, Origin } from "#ui/features/people/look.tsx";
import type { GroupDetail, Member } from "#ui/features/people/queries/groups.ts";
import { usersQuery } from "#ui/features/people/queries/users.ts";
import { Remove } from "#ui/features/people/remove.tsx";
import { useChange } from "#ui/features/people/use-change.ts";
import { Panel } from "#ui/design/panel.tsx";
import { request } from "#ui/lib/api.ts";

/** Who is in the group itself. */
export function GroupMembers({ group, mayWrite }: { readonly group: GroupDetail; readonly mayWrite: boolean }) {
  const { data } = useQuery(usersQuery);
  const add = useChange({ run: (user: string) => request(addMember, { params: { id: group.id, user }, body: {} }) });
  const remove = useChange({ run: (user: string) => request(removeMember, { params: { id: group.id, user } }) });
  const direct = new Set(group.users.filter(({ origin }) => origin === "direct").map(({ id }) => id));
  return (
    <Panel title={group.members === 1 ? "1 member" : `${group.members} members`}>
      <ul className="max-h-96 overflow-y-auto">
        {group.users.map((member) => (
          <Line
            key={`${member.id} ${member.origin}`}
            action={
              mayWrite &&
              member.origin === "direct" && (
                <Remove name={member.username} busy={remove.isPending} onRemove={() => remove.mutate(member.id)} />
              )
            }
          >
            <MemberName member={member} />
          </Line>
        ))}
        {group.users.length === 0 && (
          <Line>
            <span className="text-muted">Nobody is in this group itself.</span>
          </Line>
        )}
      </ul>
      {mayWrite && (
        <AddOne
          label="Add a user"
          choices={(data?.items ?? [])
            .filter(({ id }) => !direct.has(id))
            .map(({ id, username, displayName }) => ({ id, name: username, hint: displayName }))}
          busy={add.isPending}
          onAdd={(id) => add.mutate(id)}
        />
      )}
    </Panel>
  );
}

function MemberName({ member }: { readonly member: Member }) {
  return (
    <>
      <Link to="/admin/users/$id" params={{ id: member.id }} className="font-medium hover:underline">
        {member.username}
      </Link>
      {member.displayName !== "" && <span className="text-muted">{member.displayName}</span>}
      {member.origin === "managed" && <Origin origin="managed" rule={null} />}
    </>
  );
}
