import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Input } from "#schema/contract/call";
import { createDeployment } from "#schema/contract/deployments";
import { request } from "#ui/lib/api.ts";

export type DeploymentRequest = Input<typeof createDeployment>["body"];

/** Asks for a change and opens the page on which it can be watched. */
export function useDeploy() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (body: DeploymentRequest) => request(createDeployment, { body }),
    meta: { silent: true },
    onSuccess: async ({ id }) => {
      await navigate({ to: "/deployments/$id", params: { id } });
      await Promise.all([client.invalidateQueries({ queryKey: ["apps"] }), client.invalidateQueries({ queryKey: ["deployments"] })]);
    },
  });
}
