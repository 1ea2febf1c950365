export type { Epochs } from "#server/features/epochs/epochs";
export { noEpochs } from "#server/features/epochs/epochs";
export { findEpochs, raiseEpoch, raiseMachineEpoch } from "#server/features/epochs/epochs.store";
