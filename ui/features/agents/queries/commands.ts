import { queryOptions } from "@tanstack/react-query";
import { listCommands } from "#schema/contract/agents";
import type { Answer } from "#schema/contract/endpoint";
import { request } from "#ui/lib/api.ts";

export type Command = Answer<typeof listCommands>["items"][number];

const openStates: ReadonlySet<Command["state"]> = new Set(["pending", "delivered", "received"]);

/** Asked for every second while a command is under way. */
export function commandsQuery(id: string) {
  return queryOptions({
    queryKey: ["commands", id],
    queryFn: ({ signal }) => request(listCommands, { params: { id }, query: { limit: 50 } }, signal),
    refetchInterval: (query) => (query.state.data?.items.some((command) => openStates.has(command.state)) === true ? 1_000 : 15_000),
  });
}
