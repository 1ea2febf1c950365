import type { z } from "zod";
import type { ruleDraft } from "#schema/contract/claim-mappings";
import type { Rule } from "#server/features/claim-mapping/index";
import type { Role } from "#server/features/access/index";

export type Draft = z.output<typeof ruleDraft>;

/** What a rule may give: a role or a group, with all roles that come with it. */
export interface Target {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

export interface Targets {
  readonly roles: readonly Target[];
  readonly groups: readonly Target[];
}

/** A rule that knows what it gives; undefined when there is no such thing. */
export interface AimedRule extends Rule {
  readonly given: Target | undefined;
}

/** By id, or by the name exactly as it is written: nobody gets ADMIN for something that looks like it. */
export function aimed(rule: Rule, targets: Targets): AimedRule {
  const candidates = rule.action === "assignRole" ? targets.roles : targets.groups;
  const given = candidates.find(({ id }) => id === rule.target) ?? candidates.find(({ name }) => name === rule.target);
  return { ...rule, target: given?.id ?? rule.target, given };
}

/** The rule as people write it. */
export function draftOf({ claim, match, value, action, target, priority, enabled, given }: AimedRule): Draft {
  return { claim, match, value, action, target: given?.name ?? target, priority, enabled };
}
