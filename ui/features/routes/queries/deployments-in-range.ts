import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { listDeployments } from "#schema/contract/deployments";
import type { Answer } from "#schema/contract/endpoint";
import { Problem } from "#schema/problems";
import { request } from "#ui/lib/api.ts";

export type DeploymentInRange = Answer<typeof listDeployments>["items"][number];

interface Scope {
  readonly app: string;
  readonly environment: string;
  readonly from: string;
  readonly to: string;
}

const none: ReadonlySet<string> = new Set(["runtime-unavailable", "forbidden"]);

/** What was done to the app by this server; nothing where it runs no apps, or where the reader may not know. */
export function deploymentsInRangeQuery({ app, environment, from, to }: Scope) {
  return queryOptions({
    queryKey: ["deployments-in-range", app, environment, from, to],
    queryFn: async ({ signal }): Promise<readonly DeploymentInRange[]> => {
      try {
        const query = { app, from, to, limit: 100, ...(environment !== "" && { environment }) };
        return (await request(listDeployments, { query }, signal)).items;
      } catch (error) {
        if (error instanceof Problem && none.has(error.code)) return [];
        throw error;
      }
    },
    placeholderData: keepPreviousData,
  });
}
