import type { LinkProps } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";
import { BadgeCheck, KeyRound, Plug } from "lucide-react";
import type { GuideStep } from "#ui/features/setup-guide/queries/guide.ts";

interface StepWords {
  readonly title: string;
  readonly icon: LucideIcon;
  readonly text: string;
  /** What it is when it is done. */
  readonly done: string;
  readonly to: NonNullable<LinkProps["to"]>;
  readonly verb: string;
  readonly optional: boolean;
}

export const stepWords: Readonly<Record<GuideStep["step"], StepWords>> = {
  "sign-in": {
    title: "Let people sign in with your identity provider",
    icon: KeyRound,
    text: "Okta, Entra, Keycloak, Logto or any other that speaks OpenID Connect. Without one, people get a username and password here.",
    done: "Your identity provider is connected.",
    to: "/admin/sign-in",
    verb: "Connect a provider",
    optional: true,
  },
  license: {
    title: "Apply a license",
    icon: BadgeCheck,
    text: "Without one the server works in the community tier.",
    done: "A license is applied.",
    to: "/admin/license",
    verb: "Apply a license",
    optional: true,
  },
  "first-app": {
    title: "Connect your first app",
    icon: Plug,
    text: "Three short steps in your Camel app. Its exchanges become searchable within seconds.",
    done: "Exchanges are arriving.",
    to: "/welcome",
    verb: "Connect an app",
    optional: false,
  },
};
