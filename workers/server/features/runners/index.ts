export { admitSession, callingRunner, callingSession } from "#server/features/runners/require-runner";
export { withRuntime } from "#server/features/runners/require-runtime";
export type { RunnerState } from "#server/features/runners/runner";
export { isCapable, stateOfRunner } from "#server/features/runners/runner";
export type { CountedRunner, RunnerRow } from "#server/features/runners/runners.store";
export { findRunner, findRunners, raiseRev } from "#server/features/runners/runners.store";
