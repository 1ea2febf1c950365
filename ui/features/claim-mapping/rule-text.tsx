import type { RuleDraft } from "#ui/features/claim-mapping/queries/rules.ts";

export const matchWords: Readonly<Record<RuleDraft["match"], string>> = { equals: "is", contains: "contains", regex: "matches" };

export const actionWords: Readonly<Record<RuleDraft["action"], string>> = { assignRole: "role", addToGroup: "group" };

/** A rule as a sentence. */
export function RuleText({ rule }: { readonly rule: RuleDraft }) {
  return (
    <span className="flex min-w-0 flex-wrap items-baseline gap-x-1.5 gap-y-0.5">
      <span className="text-muted">if</span>
      <code className="text-xs break-all">{rule.claim}</code>
      <span className="text-muted">{matchWords[rule.match]}</span>
      <code className="text-xs break-all">{rule.value}</code>
      <span className="text-muted">give the {actionWords[rule.action]}</span>
      <span className="font-medium break-all">{rule.target}</span>
    </span>
  );
}
