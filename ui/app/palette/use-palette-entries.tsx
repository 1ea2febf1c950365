import { useQuery } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import {
  ArrowRight,
  Cpu,
  Fingerprint,
  History,
  Keyboard,
  Layers,
  Monitor,
  Moon,
  Plug,
  Search,
  Sun,
  UserRound,
  Waypoints,
} from "lucide-react";
import type { ReactNode } from "react";
import { recognize } from "#ui/app/palette/recognize.ts";
import { destinations } from "#ui/app/shell/navigation.ts";
import { openOverlay } from "#ui/app/shell/overlay-store.ts";
import { environmentLook } from "#ui/design/environment-look.ts";
import { environmentsQuery } from "#ui/lib/environments.ts";
import { prefer, usePreferences } from "#ui/lib/preferences.ts";
import { routesQuery } from "#ui/lib/routes.ts";
import { useTimeRange } from "#ui/lib/range/use-time-range.ts";
import { sessionQuery } from "#ui/lib/session.ts";
import { useEnvironment } from "#ui/lib/use-environment.ts";

export interface PaletteEntry {
  readonly id: string;
  readonly group: "Jump" | "Recent" | "Go to" | "Routes" | "Environment" | "Actions";
  readonly label: string;
  readonly detail?: string;
  readonly icon: ReactNode;
  readonly keys?: string;
  /** Offered before anything is typed. */
  readonly upFront: boolean;
  readonly run: () => void;
}

/** What the typed text itself leads to; never filtered. */
export function useJumps(typed: string): readonly PaletteEntry[] {
  const navigate = useNavigate();
  const icons = { exchange: <Fingerprint aria-hidden />, agent: <Cpu aria-hidden />, search: <Search aria-hidden /> };
  return recognize(typed).map((jump) => ({
    id: `jump ${jump.label}`,
    group: "Jump",
    label: jump.label,
    icon: icons[jump.kind],
    upFront: true,
    run: () => {
      if (jump.kind === "exchange") void navigate({ to: "/exchanges/$id", params: { id: jump.id } });
      else if (jump.kind === "agent") void navigate({ to: "/agents/$id", params: { id: jump.id } });
      else void navigate({ to: "/exchanges", search: (old) => ({ ...old, q: jump.q }) });
    },
  }));
}

/** Everything else the palette knows. */
export function usePaletteEntries(): readonly PaletteEntry[] {
  return [...useRecent(), ...useDestinations(), ...useRoutes(), ...useEnvironments(), ...useActions()];
}

function useRecent(): readonly PaletteEntry[] {
  const router = useRouter();
  return usePreferences().recentPages.map(({ href, title }, index) => ({
    id: `recent ${href}`,
    group: "Recent",
    label: title,
    icon: <History aria-hidden />,
    upFront: index < 4,
    run: () => router.history.push(href),
  }));
}

function useDestinations(): readonly PaletteEntry[] {
  const navigate = useNavigate();
  const { data: session } = useQuery(sessionQuery);
  return destinations
    .filter(({ needs }) => needs.some((permission) => session?.user.permissions.includes(permission)))
    .map(({ to, label, icon: Icon, keys }) => ({
      id: to,
      group: "Go to",
      label,
      icon: <Icon aria-hidden />,
      ...(keys !== undefined && { keys }),
      upFront: true,
      run: () => void navigate({ to }),
    }));
}

function useRoutes(): readonly PaletteEntry[] {
  const navigate = useNavigate();
  const { environment } = useEnvironment();
  const { query } = useTimeRange();
  const { data } = useQuery(routesQuery({ ...query, environment }));
  return (data?.items ?? []).map(({ app, environment: where, route }) => ({
    id: `route ${where} ${app} ${route}`,
    group: "Routes",
    label: route,
    detail: `${app} · ${where}`,
    icon: <Waypoints aria-hidden />,
    upFront: false,
    run: () => void navigate({ to: "/routes/$app/$route", params: { app, route }, search: (old) => ({ ...old, env: where }) }),
  }));
}

function useEnvironments(): readonly PaletteEntry[] {
  const { environment, choose } = useEnvironment();
  const { data } = useQuery(environmentsQuery);
  const all = {
    id: "environment",
    group: "Environment",
    label: "All environments",
    icon: <Layers aria-hidden />,
    upFront: false,
    run: () => choose(""),
  } as const;
  const named = (data?.items ?? []).map(({ name }): PaletteEntry => {
    const look = environmentLook(name);
    return {
      id: `environment ${name}`,
      group: "Environment",
      label: `Switch to ${name}`,
      icon: <look.icon aria-hidden className={look.text} />,
      upFront: true,
      run: () => choose(name),
    };
  });
  return environment === "" ? named : [all, ...named.filter((entry) => entry.id !== `environment ${environment}`)];
}

function useActions(): readonly PaletteEntry[] {
  const navigate = useNavigate();
  const action = (label: string, icon: ReactNode, run: () => void): PaletteEntry => ({
    id: label,
    group: "Actions",
    label,
    icon,
    upFront: false,
    run,
  });
  return [
    { ...action("Connect an app", <Plug aria-hidden />, () => void navigate({ to: "/welcome" })), upFront: true },
    action("Keyboard shortcuts", <Keyboard aria-hidden />, () => openOverlay("hotkeys")),
    action("Theme: light", <Sun aria-hidden />, () => prefer({ theme: "light" })),
    action("Theme: dark", <Moon aria-hidden />, () => prefer({ theme: "dark" })),
    action("Theme: as the system", <Monitor aria-hidden />, () => prefer({ theme: "system" })),
    action("Density: compact", <ArrowRight aria-hidden />, () => prefer({ density: "compact" })),
    action("Density: comfortable", <ArrowRight aria-hidden />, () => prefer({ density: "comfortable" })),
    action("Account: password, second factor, sessions", <UserRound aria-hidden />, () => void navigate({ to: "/account" })),
  ];
}
