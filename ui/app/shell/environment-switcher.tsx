import { useQuery } from "@tanstack/react-query";
import { ChevronDown, Layers } from "lucide-react";
import { buttonClass } from "#ui/design/button.tsx";
import { classNames } from "#ui/design/class-names.ts";
import { environmentLook } from "#ui/design/environment-look.ts";
import { Menu, MenuItem, MenuSeparator } from "#ui/design/menu.tsx";
import { environmentsQuery } from "#ui/lib/environments.ts";
import { useEnvironment } from "#ui/lib/use-environment.ts";

export const environmentSwitcherId = "environment-switcher";

export function EnvironmentSwitcher() {
  const { environment, choose } = useEnvironment();
  const { data } = useQuery(environmentsQuery);
  const known = data?.items.map((item) => item.name) ?? [];
  const names = environment === "" || known.includes(environment) ? known : [environment, ...known];
  return (
    <Menu
      id={environmentSwitcherId}
      label="Environment"
      className="min-w-52"
      trigger={(trigger) => (
        <button
          type="button"
          {...trigger}
          data-tooltip="Environment"
          data-tooltip-keys="e"
          className={classNames(buttonClass({ variant: "ghost" }), "min-w-0 shrink! px-2!")}
        >
          <EnvironmentIcon name={environment} />
          <span className="truncate text-ink">{environment === "" ? "All environments" : environment}</span>
          <ChevronDown aria-hidden className="size-3.5 shrink-0" />
        </button>
      )}
    >
      {(close) => (
        <>
          {["", ...names].map((name) => (
            <MenuItem
              key={name}
              checked={name === environment}
              icon={<EnvironmentIcon name={name} />}
              onSelect={() => {
                choose(name);
                close();
              }}
            >
              {name === "" ? "All environments" : name}
            </MenuItem>
          ))}
          {names.length === 0 && (
            <>
              <MenuSeparator />
              <p className="max-w-52 px-2 py-1.5 text-xs text-muted">Environments appear here when they send their first data.</p>
            </>
          )}
        </>
      )}
    </Menu>
  );
}

function EnvironmentIcon({ name }: { readonly name: string }) {
  if (name === "") return <Layers aria-hidden className="size-4 shrink-0" />;
  const look = environmentLook(name);
  return <look.icon aria-hidden className={classNames("size-4 shrink-0", look.text)} />;
}
