import type { Task, TaskReport } from "#schema/protocol/runner/v1/task";
import type { Outbox } from "../protocol/outbox.ts";
import type { HostPolicy } from "./host-policy.ts";

export interface TaskDeps {
  readonly outbox: Outbox;
  readonly policy: () => HostPolicy;
  /** By kind; what is not there this runner cannot do. */
  readonly actions: Readonly<Record<string, (args: Task["args"]) => Promise<Record<string, unknown>>>>;
}

/** Does what is asked at most once: its report is on disk before it begins and after it ended, and is repeated until the server has it. */
export async function doTask({ outbox, policy, actions }: TaskDeps, task: Task): Promise<void> {
  const report = (state: TaskReport["state"], result: Record<string, unknown>): TaskReport => ({
    id: task.id,
    leaseId: task.leaseId,
    state,
    result,
  });
  const action = actions[task.kind];
  const isAllowed = policy().allowedTasks.some((kind) => kind === task.kind);
  if (!isAllowed)
    return void (await outbox.addTask(report("refused", { message: `This host does not allow ${task.kind} (allowedTasks).` })));
  if (action === undefined) return void (await outbox.addTask(report("failed", { message: `This runner cannot do ${task.kind}.` })));
  if (!(await outbox.addTask(report("running", {})))) return;
  const ended = await action(task.args).then(
    (result) => report("done", result),
    (error: unknown) => report("failed", { message: error instanceof Error ? error.message : String(error) }),
  );
  await outbox.endTask(ended);
}

/** A task that a former process had begun is not begun again: nobody knows how far it got. */
export async function endInterrupted(outbox: Outbox): Promise<void> {
  const result = { message: "The runner ended while it was being done. Ask again." };
  for (const { id, leaseId, state } of outbox.tasks) {
    if (state === "running") await outbox.endTask({ id, leaseId, state: "failed", result });
  }
}
