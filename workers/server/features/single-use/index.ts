export { isFirstUse } from "#server/features/single-use/use-once";
