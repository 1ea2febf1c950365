import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ChevronsUpDown, Keyboard, LogOut, Monitor, Moon, Plug, Sun, UserRound } from "lucide-react";
import { openOverlay } from "#ui/app/shell/overlay-store.ts";
import { Menu, MenuHeading, MenuItem, MenuSeparator } from "#ui/design/menu.tsx";
import { prefer, usePreferences } from "#ui/lib/preferences.ts";
import { leaveSession, sessionQuery } from "#ui/lib/session.ts";

const themes = [
  { theme: "system", label: "System theme", icon: Monitor },
  { theme: "light", label: "Light", icon: Sun },
  { theme: "dark", label: "Dark", icon: Moon },
] as const;

export function UserMenu() {
  const { data } = useQuery(sessionQuery);
  const { theme: chosen } = usePreferences();
  const navigate = useNavigate();
  const signOut = useMutation({
    mutationFn: leaveSession,
    onSuccess: (elsewhere) => (elsewhere === null ? navigate({ to: "/sign-in" }) : window.location.assign(elsewhere)),
  });
  if (data === undefined) return null;
  const { username, displayName, roles } = data.user;
  const shownName = displayName === "" ? username : displayName;
  return (
    <Menu
      label="Account"
      placement="top-start"
      className="w-52"
      trigger={(trigger) => (
        <button
          type="button"
          {...trigger}
          className="mt-3 flex w-full items-center gap-2.5 rounded-md p-1.5 text-left hover:bg-hover aria-expanded:bg-hover"
        >
          <span
            aria-hidden
            className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-2xs font-semibold text-accent uppercase"
          >
            {initials(shownName)}
          </span>
          <span className="min-w-0 grow leading-tight">
            <span className="block truncate font-medium">{shownName}</span>
            <span className="block truncate text-2xs text-muted lowercase first-letter:uppercase">{roles.join(", ")}</span>
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-faint" />
        </button>
      )}
    >
      {(close) => {
        const closing = (run: () => void) => () => {
          close();
          run();
        };
        return (
          <>
            <MenuHeading>Appearance</MenuHeading>
            {themes.map(({ theme, label, icon: Icon }) => (
              <MenuItem key={theme} checked={theme === chosen} icon={<Icon aria-hidden />} onSelect={() => prefer({ theme })}>
                {label}
              </MenuItem>
            ))}
            <MenuSeparator />
            <MenuItem icon={<Plug aria-hidden />} onSelect={closing(() => void navigate({ to: "/welcome" }))}>
              Connect an app
            </MenuItem>
            <MenuItem icon={<Keyboard aria-hidden />} keys="?" onSelect={closing(() => openOverlay("hotkeys"))}>
              Shortcuts
            </MenuItem>
            <MenuItem icon={<UserRound aria-hidden />} onSelect={closing(() => void navigate({ to: "/account" }))}>
              Account
            </MenuItem>
            <MenuSeparator />
            <MenuItem icon={<LogOut aria-hidden />} onSelect={closing(() => signOut.mutate())}>
              Sign out
            </MenuItem>
          </>
        );
      }}
    </Menu>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s._-]+/).filter((word) => word !== "");
  return (words.length > 1 ? `${words[0]?.[0] ?? ""}${words.at(-1)?.[0] ?? ""}` : name.slice(0, 2)) || "?";
}
