import { Check } from "lucide-react";
import { Fragment } from "react";
import { RoleLink } from "#ui/features/people/look.tsx";
import type { CatalogueEntry, Role, Roles } from "#ui/features/people/queries/roles.ts";
import { permissionAreas } from "#ui/features/people/roles/permission-areas.ts";
import { classNames } from "#ui/design/class-names.ts";
import { NoValue } from "#ui/design/no-value.tsx";
import { cellClass, headClass, tableClass } from "#ui/design/table-columns.ts";

/** Stays where it is while the roles scroll by. */
const pinned = "sticky left-0 z-20 border-r";

/** Every permission against every role. */
export function RoleMatrix({ roles: { items, catalogue } }: { readonly roles: Roles }) {
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label="Permissions of each role"
      className="max-h-[calc(100dvh-11rem)] overflow-auto rounded-[inherit]"
    >
      <table aria-label="Permissions of each role" className={tableClass}>
        <thead>
          <tr>
            <th scope="col" className={classNames(headClass, pinned, "z-30! h-12! text-left")}>
              Permission
            </th>
            {items.map((role) => (
              <th key={role.id} scope="col" className={classNames(headClass, "z-20! h-12! min-w-24 text-center")}>
                <RoleLink role={role} />
                <span className="block text-2xs font-normal text-faint">{holders(role)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {permissionAreas(catalogue).map(({ title, entries }) => (
            <Fragment key={title}>
              <tr>
                <th
                  scope="rowgroup"
                  colSpan={items.length + 1}
                  className="border-b border-line bg-sunken/60 px-4 py-1.5 text-left text-2xs font-medium text-muted"
                >
                  <span className="sticky left-4">{title}</span>
                </th>
              </tr>
              {entries.map((entry) => (
                <PermissionRow key={entry.permission} entry={entry} roles={items} />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PermissionRow({ entry, roles }: { readonly entry: CatalogueEntry; readonly roles: readonly Role[] }) {
  return (
    <tr className="group/row">
      <th
        scope="row"
        className={classNames(pinned, "border-b border-line bg-surface py-1.5 pr-4 pl-4 text-left font-normal group-hover/row:bg-hover")}
      >
        <span className="block max-w-[28rem] min-w-36 max-sm:text-xs">{entry.description}</span>
        <code className="text-2xs text-muted">{entry.permission}</code>
      </th>
      {roles.map((role) => (
        <td key={role.id} className={classNames(cellClass, "text-center group-hover/row:bg-hover/60")}>
          {role.permissions.includes(entry.permission) ? (
            <Check role="img" aria-label="Yes" className="mx-auto size-4 text-good" />
          ) : (
            <NoValue meaning="No" />
          )}
        </td>
      ))}
    </tr>
  );
}

/** How many hold it themselves. */
export function holders({ users, groups }: Role): string {
  const said = [users > 0 && (users === 1 ? "1 user" : `${users} users`), groups > 0 && (groups === 1 ? "1 group" : `${groups} groups`)];
  return said.filter(Boolean).join(", ") || "nobody";
}
