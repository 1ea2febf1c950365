import type { LinkProps } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";
import {
  BadgeCheck,
  Bot,
  KeyRound,
  Layers,
  MailPlus,
  ScrollText,
  Server,
  ShieldCheck,
  Split,
  Ticket,
  Users,
  UsersRound,
} from "lucide-react";
import type { Permission } from "#schema/permissions";

export interface AdminSection {
  readonly to: NonNullable<LinkProps["to"]>;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly needs: Permission;
  /** What one finds there, in a few words. */
  readonly description: string;
  /** Keys that lead there from everywhere. */
  readonly keys?: string;
}

export interface AdminChapter {
  readonly title: string;
  readonly sections: readonly AdminSection[];
}

/** The pages of the administration: drives its own navigation, the palette and the `g …` keys. */
export const adminChapters: readonly AdminChapter[] = [
  {
    title: "People",
    sections: [
      {
        to: "/admin/users",
        label: "Users",
        icon: Users,
        needs: "users:read",
        description: "Who may sign in and what they may do",
        keys: "g u",
      },
      { to: "/admin/groups", label: "Groups", icon: UsersRound, needs: "users:read", description: "Roles for many at once" },
      { to: "/admin/roles", label: "Roles", icon: ShieldCheck, needs: "users:read", description: "What each role permits" },
      {
        to: "/admin/invitations",
        label: "Invitations",
        icon: MailPlus,
        needs: "users:read",
        description: "Links with which people make their account or a new password",
      },
      {
        to: "/admin/service-accounts",
        label: "Service accounts",
        icon: Bot,
        needs: "users:read",
        description: "Programs that call the API, and their keys",
      },
    ],
  },
  {
    title: "Sign-in",
    sections: [
      {
        to: "/admin/sign-in",
        label: "Identity provider",
        icon: KeyRound,
        needs: "oidc:read",
        description: "How people prove who they are, and whose tokens are accepted",
      },
      {
        to: "/admin/claim-mapping",
        label: "Claim mapping",
        icon: Split,
        needs: "oidc:read",
        description: "Rules that give roles and groups at sign-in",
      },
    ],
  },
  {
    title: "Runtime",
    sections: [
      {
        to: "/admin/environments",
        label: "Environments",
        icon: Layers,
        needs: "environments:read",
        description: "Where apps are deployed, in the order of promotion",
      },
      {
        to: "/admin/runners",
        label: "Runners",
        icon: Server,
        needs: "runners:read",
        description: "The hosts on which apps run",
      },
      {
        to: "/admin/agent-tokens",
        label: "Agent tokens",
        icon: Ticket,
        needs: "bootstrap-tokens:read",
        description: "What agents and exporters sign up with",
      },
    ],
  },
  {
    title: "Server",
    sections: [
      {
        to: "/admin/license",
        label: "License",
        icon: BadgeCheck,
        needs: "license:read",
        description: "What this server may do, until when, and how much of it is used",
      },
      { to: "/admin/audit", label: "Audit", icon: ScrollText, needs: "audit:read", description: "What was done by whom", keys: "g l" },
    ],
  },
];

export const adminSections: readonly AdminSection[] = adminChapters.flatMap(({ sections }) => sections);
