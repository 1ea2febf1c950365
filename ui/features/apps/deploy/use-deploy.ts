import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Input } from "#schema/contract/call";
import { createDeployment } from "#schema/contract/deployments";
import { request } from "#ui/lib/api.ts";

export type DeploymentRequest = Input<typeof createDeployment>["body"];

/** Opens the page on which a change that has begun can be watched; what it changes is asked for anew. */
export function useOpenDeployment() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async ({ id }: { readonly id: string }): Promise<void> => {
    await navigate({ to: "/deployments/$id", params: { id } });
    await Promise.all([client.invalidateQueries({ queryKey: ["apps"] }), client.invalidateQueries({ queryKey: ["deployments"] })]);
  };
}

/** Asks for a change and shows it. */
export function useDeploy() {
  const open = useOpenDeployment();
  return useMutation({
    mutationFn: (body: DeploymentRequest) => request(createDeployment, { body }),
    meta: { silent: true },
    onSuccess: open,
  });
}
