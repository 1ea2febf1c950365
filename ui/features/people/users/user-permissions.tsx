import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { ArrowRight, CircleCheck, CircleX } from "lucide-react";
import { Origin, RoleLink } from "#ui/features/people/look.tsx";
import { rolesQuery } from "#ui/features/people/queries/roles.ts";
import type { Explained, Grant, UserDetail } from "#ui/features/people/queries/users.ts";
import { permissionsQuery } from "#ui/features/people/queries/users.ts";
import { Chain } from "#ui/features/people/users/user-access.tsx";
import { Callout } from "#ui/design/callout.tsx";
import { Loaded } from "#ui/design/loaded.tsx";
import { Panel } from "#ui/design/panel.tsx";
import { SearchInput } from "#ui/design/search-input.tsx";
import { SkeletonRows } from "#ui/design/skeleton.tsx";

const route = getRouteApi("/shell/admin/users/$id");

/** Why somebody may do what they may do: every permission, with every way in which it came to them. */
export function UserPermissions({ user }: { readonly user: UserDetail }) {
  const { find = "" } = route.useSearch();
  const navigate = useNavigate();
  const query = useQuery(permissionsQuery(user.id));
  const { data: roles } = useQuery(rolesQuery);
  const setFind = (text: string) => void navigate({ to: ".", replace: true, search: (old) => ({ ...old, find: text || undefined }) });
  return (
    <>
      {user.source === "external" && (
        <Callout tone="info" className="mb-3">
          Nothing is assigned here; what each token of theirs says decides.
        </Callout>
      )}
      <SearchInput label="Find a permission" value={find} onChange={setFind} className="mb-3 w-full sm:w-64" />
      <Loaded query={query} skeleton={<SkeletonRows columns={2} />}>
        {({ items }) => {
          const held = new Set<string>(items.map(({ permission }) => permission));
          const lacking = (roles?.catalogue ?? []).filter(({ permission }) => !held.has(permission));
          return (
            <div className="flex flex-col gap-4">
              <Panel title={`May do ${items.length}`}>
                <ul>
                  {items
                    .filter((one) => isFound(one, find))
                    .map((explained) => (
                      <Held key={explained.permission} explained={explained} />
                    ))}
                </ul>
              </Panel>
              <Panel title={`May not do ${lacking.length}`}>
                <ul>
                  {lacking
                    .filter((one) => isFound(one, find))
                    .map(({ permission, description }) => (
                      <li key={permission} className="flex gap-2.5 border-b border-line px-4 py-2 text-sm text-muted last:border-b-0">
                        <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-faint" />
                        <span>
                          {description} <code className="text-xs whitespace-nowrap">{permission}</code>
                        </span>
                      </li>
                    ))}
                </ul>
              </Panel>
            </div>
          );
        }}
      </Loaded>
    </>
  );
}

function isFound({ permission, description }: { permission: string; description: string }, find: string): boolean {
  return `${permission} ${description}`.toLowerCase().includes(find.toLowerCase());
}

function Held({ explained }: { readonly explained: Explained }) {
  return (
    <li className="flex gap-2.5 border-b border-line px-4 py-2 text-sm last:border-b-0">
      <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
      <div className="grid min-w-0 grow grid-cols-1 gap-x-6 gap-y-1 lg:grid-cols-2">
        <p>
          {explained.description} <code className="text-xs whitespace-nowrap text-muted">{explained.permission}</code>
        </p>
        <ul className="flex flex-col gap-1">
          {explained.grants.map((grant) => (
            <Way key={keyOf(grant)} grant={grant} />
          ))}
        </ul>
      </div>
    </li>
  );
}

const keyOf = ({ role, groups, origin, rule }: Grant): string => [role.id, ...groups.map(({ id }) => id), origin, rule?.id ?? ""].join(" ");

function Way({ grant: { role, groups, origin, rule } }: { readonly grant: Grant }) {
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <Origin origin={origin} rule={rule} />
      <Chain groups={groups} />
      {groups.length > 0 && <ArrowRight role="img" aria-label="which holds" className="size-3.5 text-muted" />}
      <RoleLink role={role} />
    </li>
  );
}
