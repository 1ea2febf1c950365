import { queryOptions } from "@tanstack/react-query";
import type { Answer } from "#schema/contract/endpoint";
import { getEnrollment, getRunner, listRunners, listRunnerTasks } from "#schema/contract/runners";
import { request } from "#ui/lib/api.ts";

export type Runner = Answer<typeof listRunners>["items"][number];
export type RunnerTask = Answer<typeof listRunnerTasks>["items"][number];

export const runnersQuery = queryOptions({
  queryKey: ["runners"],
  queryFn: ({ signal }) => request(listRunners, {}, signal),
  refetchInterval: 10_000,
});

export function runnerQuery(id: string) {
  return queryOptions({
    queryKey: ["runners", id],
    queryFn: ({ signal }) => request(getRunner, { params: { id } }, signal),
    refetchInterval: 5_000,
  });
}

const open: ReadonlySet<RunnerTask["state"]> = new Set(["waiting", "running"]);

/** Asked for every second while a task is under way. */
export function runnerTasksQuery(id: string) {
  return queryOptions({
    queryKey: ["runners", id, "tasks"],
    queryFn: ({ signal }) => request(listRunnerTasks, { params: { id } }, signal),
    refetchInterval: (query) => (query.state.data?.items.some((task) => open.has(task.state)) === true ? 1_000 : 30_000),
  });
}

/** Asked for every two seconds until the runner has used the token. */
export function enrollmentQuery(id: string) {
  return queryOptions({
    queryKey: ["enrollments", id],
    queryFn: ({ signal }) => request(getEnrollment, { params: { id } }, signal),
    refetchInterval: (query) => (query.state.data?.state === "used" ? false : 2_000),
  });
}
