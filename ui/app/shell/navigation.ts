import type { LucideIcon } from "lucide-react";
import { ArrowLeftRight, Cpu, ScrollText, ShieldOff, Users, Waypoints } from "lucide-react";
import type { Permission } from "#schema/permissions";

export interface Destination {
  readonly to: "/exchanges" | "/routes" | "/agents" | "/quarantine" | "/admin/users" | "/admin/audit";
  readonly label: string;
  readonly icon: LucideIcon;
  readonly keys: string;
  readonly needs: Permission;
}

interface Section {
  readonly title: string;
  readonly destinations: readonly Destination[];
}

/** Drives the side bar, the palette and the `g …` keys. */
export const navigation: readonly Section[] = [
  {
    title: "Observe",
    destinations: [
      { to: "/exchanges", label: "Exchanges", icon: ArrowLeftRight, keys: "g e", needs: "exchanges:read" },
      { to: "/routes", label: "Routes", icon: Waypoints, keys: "g r", needs: "routes:read" },
      { to: "/agents", label: "Agents", icon: Cpu, keys: "g a", needs: "agents:read" },
      { to: "/quarantine", label: "Quarantine", icon: ShieldOff, keys: "g q", needs: "quarantine:read" },
    ],
  },
  {
    title: "Admin",
    destinations: [
      { to: "/admin/users", label: "Users", icon: Users, keys: "g u", needs: "users:read" },
      { to: "/admin/audit", label: "Audit", icon: ScrollText, keys: "g l", needs: "audit:read" },
    ],
  },
];
