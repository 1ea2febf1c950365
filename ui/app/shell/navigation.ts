import type { LinkProps } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";
import { ArrowLeftRight, Boxes, Cpu, Settings2, ShieldOff, Waypoints } from "lucide-react";
import type { Permission } from "#schema/permissions";
import { adminSections } from "#ui/app/admin/sections.ts";

export interface Destination {
  readonly to: NonNullable<LinkProps["to"]>;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly keys?: string | undefined;
  /** One of these is enough. */
  readonly needs: readonly Permission[];
}

interface Section {
  readonly title: string;
  readonly destinations: readonly Destination[];
}

/** Drives the side bar; with the pages of the administration also the palette and the `g …` keys. */
export const navigation: readonly Section[] = [
  {
    title: "Observe",
    destinations: [
      { to: "/exchanges", label: "Exchanges", icon: ArrowLeftRight, keys: "g e", needs: ["exchanges:read"] },
      { to: "/routes", label: "Routes", icon: Waypoints, keys: "g r", needs: ["routes:read"] },
      { to: "/agents", label: "Agents", icon: Cpu, keys: "g a", needs: ["agents:read"] },
      { to: "/quarantine", label: "Quarantine", icon: ShieldOff, keys: "g q", needs: ["quarantine:read"] },
    ],
  },
  {
    title: "Run",
    destinations: [{ to: "/apps", label: "Applications", icon: Boxes, keys: "g d", needs: ["apps:read"] }],
  },
  {
    title: "Administer",
    destinations: [{ to: "/admin", label: "Administration", icon: Settings2, needs: adminSections.map(({ needs }) => needs) }],
  },
];

/** Every page that one can jump to from everywhere. */
export const destinations: readonly Destination[] = [
  ...navigation.flatMap((section) => section.destinations),
  ...adminSections.map(({ needs, ...section }) => ({ ...section, needs: [needs] })),
];
