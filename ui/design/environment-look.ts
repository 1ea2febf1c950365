import type { LucideIcon } from "lucide-react";
import { Boxes, Code, FlaskConical, ShieldAlert } from "lucide-react";

interface EnvironmentLook {
  readonly icon: LucideIcon;
  /** Background and text color classes of the same hue. */
  readonly fill: string;
  readonly text: string;
}

const production: EnvironmentLook = { icon: ShieldAlert, fill: "bg-env-production", text: "text-env-production!" };
const staging: EnvironmentLook = { icon: FlaskConical, fill: "bg-env-staging", text: "text-env-staging!" };
const development: EnvironmentLook = { icon: Code, fill: "bg-env-development", text: "text-env-development!" };
const other: EnvironmentLook = { icon: Boxes, fill: "bg-env-other", text: "text-env-other!" };

export function isProduction(environment: string): boolean {
  return /^(prod|live)/i.test(environment);
}

/** How an environment is told apart, by its name: production always looks the same, by icon as well as by color. */
export function environmentLook(name: string): EnvironmentLook {
  if (isProduction(name)) return production;
  if (/^(stag|pre|uat|acc|qa|test|int)/i.test(name)) return staging;
  return /^(dev|local|sandbox|demo)/i.test(name) ? development : other;
}
