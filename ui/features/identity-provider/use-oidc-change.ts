import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Oidc } from "#ui/features/identity-provider/queries/oidc.ts";
import { oidcQuery } from "#ui/features/identity-provider/queries/oidc.ts";
import { capabilitiesQuery } from "#ui/lib/capabilities.ts";

/** A change of the provider whose form shows itself what went wrong; ways to sign in may have changed with it. */
export function useOidcChange<Input>(run: (input: Input) => Promise<Oidc | undefined>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    meta: { silent: true },
    onSuccess: (oidc) => {
      if (oidc === undefined) void client.invalidateQueries({ queryKey: oidcQuery.queryKey });
      else client.setQueryData(oidcQuery.queryKey, oidc);
      void client.invalidateQueries({ queryKey: capabilitiesQuery.queryKey });
    },
  });
}
