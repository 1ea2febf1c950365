export { auditRow } from "#server/features/audit/audit.store";
