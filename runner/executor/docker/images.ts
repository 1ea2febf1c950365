import type Docker from "dockerode";
import type { PlaceIds } from "../workload.ts";
import { statusOf } from "./engine.ts";
import { jarOf, labelFilter, type Owner, placeLabels } from "./own-labels.ts";

/** Deletes images that this owner made for a place, but those of the JARs to keep and those in use. */
export async function collectImages(
  docker: Docker,
  owner: Owner,
  waste: { readonly place: PlaceIds; readonly keep: readonly string[] },
): Promise<void> {
  const images = await docker.listImages({ filters: { label: labelFilter(placeLabels(owner, waste.place)) } });
  for (const { Id, Labels, RepoTags } of images) {
    if (waste.keep.includes(jarOf(Labels ?? {}) ?? "")) continue;
    for (const name of RepoTags ?? [Id]) await removeImage(docker, name);
  }
}

async function removeImage(docker: Docker, name: string): Promise<void> {
  try {
    await docker.getImage(name).remove();
  } catch (error) {
    const isInUseOrGone = statusOf(error) === 409 || statusOf(error) === 404;
    if (!isInUseOrGone) throw error;
  }
}
