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
