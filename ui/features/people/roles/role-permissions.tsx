import { CircleCheck, CircleX } from "lucide-react";
import type { CatalogueEntry, Role } from "#ui/features/people/queries/roles.ts";
import { areasClass, permissionAreas } from "#ui/features/people/roles/permission-areas.ts";
import { classNames } from "#ui/design/class-names.ts";
import { Panel } from "#ui/design/panel.tsx";

interface RolePermissionsProps {
  readonly role: Role;
  readonly catalogue: readonly CatalogueEntry[];
}

/** What a role permits, to be read only. */
export function RolePermissions({ role, catalogue }: RolePermissionsProps) {
  return (
    <div className={areasClass}>
      {permissionAreas(catalogue).map(({ title, entries }) => (
        <Panel key={title} title={title}>
          <ul className="flex flex-col gap-2 p-4">
            {entries.map(({ permission, description }) => {
              const permitted = role.permissions.includes(permission);
              const Icon = permitted ? CircleCheck : CircleX;
              return (
                <li key={permission} className={classNames("flex gap-2 text-sm", !permitted && "text-muted")}>
                  <Icon
                    role="img"
                    aria-label={permitted ? "Yes:" : "No:"}
                    className={classNames("mt-0.5 size-4 shrink-0", permitted ? "text-good" : "text-faint")}
                  />
                  {description}
                </li>
              );
            })}
          </ul>
        </Panel>
      ))}
    </div>
  );
}
