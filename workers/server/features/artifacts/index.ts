export type { ArtifactRow } from "#server/features/artifacts/artifacts.store";
export { streamOf } from "#server/features/artifacts/part-bytes";
export { findArtifactParts } from "#server/features/artifacts/parts.store";
export { removeUnusedParts } from "#server/features/artifacts/remove-unused-parts";
export { requireArtifact } from "#server/features/artifacts/require-artifact";
