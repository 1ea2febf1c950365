import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, test } from "vitest";
import type { Task } from "#schema/protocol/runner/v1/task";
import { openOutbox, type Outbox } from "#runner/protocol/outbox";
import { hostPolicy, strictestPolicy } from "#runner/work/host-policy";
import { doTask, endInterrupted } from "#runner/work/tasks";
import { hexId } from "#test/runner/workloads";

let folder: string;
let outbox: Outbox;
const open = async (): Promise<Outbox> => openOutbox(path.join(folder, "outbox.json"));
const task: Task = { id: hexId("tsk", 1), kind: "diagnose", args: {}, leaseId: "1-1", leaseUntil: "2026-11-22T08:00:00.000Z" };

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cameleer-tasks-"));
  outbox = await open();
});
afterEach(async () => rm(folder, { recursive: true }));

test("a task is done once, however often it is handed out", async ({ expect }) => {
  let done = 0;
  const deps = { outbox, policy: () => strictestPolicy, actions: { diagnose: async () => ({ times: (done += 1) }) } };
  await Promise.all([doTask(deps, task), doTask(deps, task)]);
  await doTask(deps, task);
  expect(outbox.tasks).toEqual([{ id: task.id, leaseId: task.leaseId, state: "done", result: { times: 1 } }]);
});

test("a task that the host does not allow is refused, and says which setting", async ({ expect }) => {
  const policy = hostPolicy.parse({ allowedTasks: ["prune"] });
  await doTask({ outbox, policy: () => policy, actions: { diagnose: async () => ({}) } }, task);
  expect(outbox.tasks[0]).toMatchObject({ state: "refused", result: { message: expect.stringContaining("allowedTasks") } });
});

test("a task that was under way when the process was killed ends as failed", async ({ expect }) => {
  void doTask({ outbox, policy: () => strictestPolicy, actions: { diagnose: async () => new Promise(() => {}) } }, task);
  await outbox.addEvents([]);
  const next = await open();
  await endInterrupted(next);
  expect(next.tasks[0]).toMatchObject({ id: task.id, state: "failed", result: { message: expect.stringContaining("Ask again") } });
});
