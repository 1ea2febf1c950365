export type { AuditFact } from "#server/features/audit/audit.store";
export { auditRow } from "#server/features/audit/audit.store";
