export type { Claims } from "#server/features/claim-mapping/claim-path";
export { claimAt } from "#server/features/claim-mapping/claim-path";
export type { Evaluation, Rule, RuleOutcome } from "#server/features/claim-mapping/evaluate";
export { evaluate } from "#server/features/claim-mapping/evaluate";
