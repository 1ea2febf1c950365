import { queryOptions } from "@tanstack/react-query";
import { listApps } from "#schema/contract/apps";
import type { Answer } from "#schema/contract/endpoint";
import { request } from "#ui/lib/api.ts";

type App = Answer<typeof listApps>["items"][number];
type Observed = NonNullable<App["placements"][number]["observed"]>;

/** An instance with the app that it is of. */
export interface HostInstance {
  readonly app: string;
  readonly appId: string;
  readonly environment: string;
  readonly environmentId: string;
  readonly instance: Observed["instances"][number];
}

/** What runs on the host of a runner, as it was reported last. */
export function hostInstancesQuery(runnerId: string) {
  return queryOptions({
    queryKey: ["runners", runnerId, "instances"],
    queryFn: async ({ signal }) => instancesOn(runnerId, (await request(listApps, { query: { limit: 500 } }, signal)).items),
    refetchInterval: 10_000,
  });
}

function instancesOn(runnerId: string, apps: readonly App[]): readonly HostInstance[] {
  return apps.flatMap(({ id: appId, name: app, placements }) =>
    placements
      .filter((placement) => placement.runnerId === runnerId)
      .flatMap(({ environment, environmentId, observed }) =>
        (observed?.instances ?? []).map((instance) => ({ app, appId, environment, environmentId, instance })),
      ),
  );
}
