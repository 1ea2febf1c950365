import { z } from "zod";
import { idPattern } from "#schema/ids";

/** One-shot actions. Everything that lasts is desired state. A host's policy may forbid any of them. */
export const taskKinds = ["diagnose", "prune", "log-pull", "thread-dump"] as const;
export type TaskKind = (typeof taskKinds)[number];

/** Leased to one session of the runner; done at most once per id. */
export const task = z.object({
  id: z.string().regex(idPattern("task")),
  kind: z.string().max(64),
  args: z.record(z.string(), z.unknown()),
  leaseId: z.string().min(1).max(64),
  leaseUntil: z.iso.datetime(),
});
export type Task = z.infer<typeof task>;

/** `refused`: the host's policy forbids it. Repeated in every sync until the server has acknowledged it. */
export const taskReport = z.object({
  id: z.string().regex(idPattern("task")),
  leaseId: z.string().min(1).max(64),
  state: z.enum(["running", "done", "failed", "refused"]),
  result: z.record(z.string(), z.unknown()).default({}),
});
export type TaskReport = z.infer<typeof taskReport>;

/** What a task that is done brings, by its kind; one that is not brings `message`. Runners of other versions may bring more or less. */
export const taskResults = {
  diagnose: z.object({
    checks: z.array(z.object({ check: z.string(), mark: z.enum(["ok", "warn", "fail"]), message: z.string(), remedy: z.string() })),
  }),
  prune: z.object({ artifacts: z.number() }),
  "log-pull": z.object({
    instances: z.array(
      z.object({
        instance: z.string(),
        state: z.string(),
        exitCode: z.number().nullable(),
        oomKilled: z.boolean(),
        text: z.string(),
        cut: z.boolean(),
      }),
    ),
  }),
  "thread-dump": z.object({ instance: z.string(), text: z.string(), cut: z.boolean() }),
} satisfies Readonly<Record<TaskKind, z.ZodType>>;
