export { applyEvents } from "#server/features/deployments/apply-events";
export { applySnapshot } from "#server/features/deployments/apply-snapshot";
export { changesForRunner } from "#server/features/deployments/changes-for-runner";
export { rollBackCrashing } from "#server/features/deployments/roll-back-crashing";
export { findOwnArtifact } from "#server/features/deployments/wanted.store";
