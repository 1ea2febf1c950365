import { z } from "zod";
import { rolloutEvent, type RolloutEvent } from "#schema/protocol/runner/v1/rollout";
import { taskReport, type TaskReport } from "#schema/protocol/runner/v1/task";
import { readIfThere, writeDurably } from "../disk/durable-file.ts";

const content = z.object({
  events: z.array(rolloutEvent),
  tasks: z.array(taskReport),
  /** The highest number given out per deployment, so that none is given twice. */
  lastSeq: z.record(z.string(), z.number()),
});

/** What the server has not acknowledged yet; it survives the process. */
export interface Outbox {
  readonly events: readonly RolloutEvent[];
  readonly tasks: readonly TaskReport[];
  /** Numbers the events and stores them before it resolves. */
  addEvents(events: readonly Omit<RolloutEvent, "seq">[]): Promise<void>;
  addTask(report: TaskReport): Promise<void>;
  acknowledge(acknowledged: {
    readonly events: readonly { readonly deploymentId: string; readonly seq: number }[];
    readonly tasks: readonly string[];
  }): Promise<void>;
}

const keptDeployments = 200;

/** `onAdded` is called when there is something new to tell. */
export async function openOutbox(file: string, onAdded: () => void = () => undefined): Promise<Outbox> {
  const text = await readIfThere(file);
  let { events, tasks, lastSeq } = text === undefined ? { events: [], tasks: [], lastSeq: {} } : content.parse(JSON.parse(text));
  let writing: Promise<void> = Promise.resolve();
  const store = async (): Promise<void> => {
    const mine = writing.then(() => writeDurably(file, JSON.stringify({ events, tasks, lastSeq })));
    writing = mine.catch(() => undefined);
    return mine;
  };
  return {
    get events() {
      return events;
    },
    get tasks() {
      return tasks;
    },
    async addEvents(added) {
      for (const event of added) {
        const seq = (lastSeq[event.deploymentId] ?? 0) + 1;
        const { [event.deploymentId]: _, ...others } = lastSeq;
        lastSeq = Object.fromEntries([...Object.entries(others).slice(-keptDeployments), [event.deploymentId, seq]]);
        events = [...events, { ...event, seq }];
      }
      await store();
      onAdded();
    },
    async addTask(report) {
      tasks = [...tasks.filter(({ id }) => id !== report.id), report];
      await store();
      onAdded();
    },
    async acknowledge(acknowledged) {
      const upTo = new Map(acknowledged.events.map(({ deploymentId, seq }) => [deploymentId, seq]));
      const before = events.length + tasks.length;
      events = events.filter(({ deploymentId, seq }) => seq > (upTo.get(deploymentId) ?? 0));
      tasks = tasks.filter(({ id, state }) => state === "running" || !acknowledged.tasks.includes(id));
      if (events.length + tasks.length !== before) await store();
    },
  };
}
