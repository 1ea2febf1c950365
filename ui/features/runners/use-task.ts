import { useMutation, useQueryClient } from "@tanstack/react-query";
import { createRunnerTask } from "#schema/contract/runners";
import type { Input } from "#schema/contract/call";
import type { Runner } from "#ui/features/runners/queries/runners.ts";
import { runnerTasksQuery } from "#ui/features/runners/queries/runners.ts";
import { request } from "#ui/lib/api.ts";

type Asked = Input<typeof createRunnerTask>["body"];

/** Asks something of the host once; what comes of it appears in the list of tasks. */
export function useTask({ id }: Pick<Runner, "id">) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Asked) => request(createRunnerTask, { params: { id }, body }),
    onSettled: () => client.invalidateQueries({ queryKey: runnerTasksQuery(id).queryKey }),
  });
}
