import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { urlOf } from "#schema/contract/call";
import { deploymentFrame, streamDeploymentChanges } from "#schema/contract/deployments";
import { isOver } from "#ui/features/apps/deployments/deployment-states.ts";
import { deploymentQuery } from "#ui/features/apps/queries/deployments.ts";

/** How often it is asked for: while the server tells of changes, and while it cannot. */
const everyMs = { told: 10_000, untold: 1_000 } as const;

/** A deployment, read again whenever its place has moved, until it is over. */
export function useFreshDeployment(id: string) {
  const client = useQueryClient();
  const [told, setTold] = useState(false);
  const query = useQuery({
    ...deploymentQuery(id),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isOver(data.state) ? false : everyMs[told ? "told" : "untold"]),
  });
  const { appId = "", environmentId = "", state } = query.data ?? {};
  const watches = state !== undefined && !isOver(state);
  useEffect(() => {
    if (!watches) return undefined;
    const source = new EventSource(urlOf(streamDeploymentChanges, { query: { appId, environmentId } }));
    const readAgain = () => void client.invalidateQueries({ queryKey: deploymentQuery(id).queryKey });
    source.addEventListener("open", () => {
      setTold(true);
      readAgain();
    });
    source.addEventListener("error", () => setTold(false));
    source.addEventListener("message", ({ data }: MessageEvent<string>) => {
      if (deploymentFrame.safeParse(JSON.parse(data)).success) readAgain();
    });
    return () => {
      source.close();
      setTold(false);
    };
  }, [client, id, appId, environmentId, watches]);
  return query;
}
