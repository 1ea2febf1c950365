import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Input } from "#schema/contract/call";
import { updateClaimMapping } from "#schema/contract/claim-mappings";
import { rulesQuery } from "#ui/features/claim-mapping/queries/rules.ts";
import { request } from "#ui/lib/api.ts";

/** A change of rules; afterwards everything that depends on them is asked anew. */
export function useRuleChange<Argument, Output>(run: (argument: Argument) => Promise<Output>, showsError = false) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    meta: { silent: showsError },
    onSettled: () => client.invalidateQueries({ queryKey: rulesQuery.queryKey }),
  });
}

export interface RuleChange {
  readonly id: string;
  readonly body: Input<typeof updateClaimMapping>["body"];
}

export function changeRules(changes: readonly RuleChange[]): Promise<unknown> {
  return Promise.all(changes.map(({ id, body }) => request(updateClaimMapping, { params: { id }, body })));
}
