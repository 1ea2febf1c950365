import { compilePattern } from "#server/features/claim-mapping/index";
import type { Claims } from "#server/features/claim-mapping/index";
import type { AimedRule } from "#server/features/claim-mappings/rule";

const oftenOwn = new Set(
  "name given_name family_name middle_name nickname preferred_username username email picture profile website locale zoneinfo".split(" "),
);

/** What its author should know about a rule, given those that are evaluated before it. */
export function warningsOf(rule: AimedRule, before: readonly AimedRule[]): string[] {
  const { claim, given } = rule;
  const twin = before.find((other) => other.enabled && other.given !== undefined && covers(other, rule));
  const broken = brokenPattern(rule);
  return [
    ...(given === undefined ? [`There is no ${kindOf(rule)} ${rule.target}: the rule gives nothing.`] : []),
    ...(given?.roles.some(({ id }) => id === "ADMIN") === true ? ["Gives ADMIN: whoever has this claim may do everything here."] : []),
    ...(oftenOwn.has(claim) ? [`People can often change ${claim} themselves at the provider.`] : []),
    ...(claim === "email" ? ["Counts only when the provider says email_verified."] : []),
    ...(broken === undefined ? [] : [`Can never match. ${broken}`]),
    ...(claim.split(".").includes("") ? ["Can never match: a name in the claim's path is empty."] : []),
    ...(twin === undefined ? [] : [`Changes nothing: ${twin.claim} ${twin.match} ${twin.value} gives the same already.`]),
  ];
}

export const kindOf = ({ action }: Pick<AimedRule, "action">): "role" | "group" => (action === "assignRole" ? "role" : "group");

export function brokenPattern({ match, value }: Pick<AimedRule, "match" | "value">): string | undefined {
  if (match !== "regex") return undefined;
  const pattern = compilePattern(value);
  return pattern.ok ? undefined : pattern.error;
}

/** Whether whatever matches the second rule matches the first, and gives the same. */
function covers(first: AimedRule, second: AimedRule): boolean {
  if (first.claim !== second.claim || first.action !== second.action || first.target !== second.target) return false;
  if (first.match === second.match && first.value === second.value) return true;
  if (second.match !== "equals") return false;
  if (first.match === "contains") return first.value === second.value;
  const pattern = first.match === "regex" ? compilePattern(first.value) : undefined;
  return pattern?.ok === true && pattern.found(second.value);
}

/** What is odd about the claims themselves. */
export function claimWarnings(claims: Claims): string[] {
  const overage = Object.hasOwn(claims, "_claim_names") || claims["hasgroups"] === true;
  return overage
    ? ["The provider has left groups out because there were too many for a token (groups overage): rules cannot see them."]
    : [];
}
