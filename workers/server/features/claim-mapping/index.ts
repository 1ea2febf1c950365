export type { Claims } from "#server/features/claim-mapping/claim-path";
export { claimAt } from "#server/features/claim-mapping/claim-path";
export type { Rule } from "#server/features/claim-mapping/evaluate";
export { compilePattern } from "#server/features/claim-mapping/claim-pattern";
export { evaluate, mostRules } from "#server/features/claim-mapping/evaluate";
