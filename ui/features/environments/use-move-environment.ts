import { useMutation, useQueryClient } from "@tanstack/react-query";
import { updateEnvironment } from "#schema/contract/environments";
import type { Environment } from "#ui/features/environments/queries/environments.ts";
import { managedEnvironmentsQuery } from "#ui/features/environments/queries/environments.ts";
import { request } from "#ui/lib/api.ts";

interface Move {
  readonly environment: Environment;
  readonly position: number;
}

/** Puts an environment at another place of the promotion order. */
export function useMoveEnvironment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ environment, position }: Move) => request(updateEnvironment, { params: { id: environment.id }, body: { position } }),
    onSettled: () => client.invalidateQueries({ queryKey: managedEnvironmentsQuery.queryKey }),
  });
}
