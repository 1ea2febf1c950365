export type { ArtifactRow } from "#server/features/artifacts/artifacts.store";
export { sizeOf, streamOf } from "#server/features/artifacts/part-bytes";
export { requireArtifact } from "#server/features/artifacts/require-artifact";
