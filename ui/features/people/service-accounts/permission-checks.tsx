import type { Permission } from "#schema/permissions";
import { permissions } from "#schema/permissions";
import { permissionAreas } from "#ui/features/people/roles/permission-areas.ts";
import { Button } from "#ui/design/button.tsx";
import { Checkbox } from "#ui/design/checkbox.tsx";

interface PermissionChecksProps {
  /** What the signed-in person holds: nobody gives more. */
  readonly held: readonly Permission[];
  readonly chosen: readonly Permission[];
  readonly onChange: (chosen: readonly Permission[]) => void;
}

const catalogue = (Object.keys(permissions) as Permission[]).map((permission) => ({ permission, description: permissions[permission] }));

/** The catalogue's permissions, as far as one may give them. */
export function PermissionChecks({ held, chosen, onChange }: PermissionChecksProps) {
  const offered = catalogue.filter(({ permission }) => held.includes(permission));
  const reading = offered.map(({ permission }) => permission).filter((permission) => permission.endsWith(":read"));
  const toggle = (permission: Permission, on: boolean) =>
    onChange(on ? [...chosen, permission] : chosen.filter((one) => one !== permission));
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <span className="mr-auto text-xs font-medium">
          {chosen.length === 0 ? "What it may do" : `What it may do: ${chosen.length} chosen`}
        </span>
        <Button size="sm" onClick={() => onChange(reading)}>
          Read everything
        </Button>
        <Button size="sm" onClick={() => onChange([])} disabled={chosen.length === 0}>
          None
        </Button>
      </div>
      {permissionAreas(offered).map(({ title, entries }) => (
        <fieldset key={title}>
          <legend className="mb-2 text-xs text-muted">{title}</legend>
          <div className="grid gap-x-5 gap-y-2 sm:grid-cols-2">
            {entries.map(({ permission, description }) => (
              <Checkbox
                key={permission}
                label={description}
                checked={chosen.includes(permission)}
                onChange={(event) => toggle(permission, event.target.checked)}
              />
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  );
}
