import type { LineFilter } from "#server/hubs/line-stream";

/** A filter as the query of an address inside the house, and back. */
export function lineQueryOf(filter: LineFilter): string {
  const { environmentId, appId, deploymentId, instances, kinds } = filter;
  const entries = Object.entries({ environmentId, appId, deploymentId, instances: listOf(instances), kinds: listOf(kinds) });
  return new URLSearchParams(entries.filter((entry): entry is [string, string] => entry[1] !== undefined)).toString();
}

export function lineFilterOf(query: URLSearchParams): LineFilter {
  const list = (name: string): readonly string[] | undefined => {
    const written = query.get(name);
    return written === null ? undefined : (JSON.parse(written) as string[]);
  };
  return {
    environmentId: query.get("environmentId") ?? "",
    appId: query.get("appId") ?? "",
    deploymentId: query.get("deploymentId") ?? undefined,
    instances: list("instances"),
    kinds: list("kinds"),
  };
}

function listOf(values: readonly string[] | undefined): string | undefined {
  return values === undefined ? undefined : JSON.stringify(values);
}
