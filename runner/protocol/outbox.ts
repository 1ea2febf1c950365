import { z } from "zod";
import { rolloutEvent, type RolloutEvent } from "#schema/protocol/runner/v1/rollout";
import { taskReport, type TaskReport } from "#schema/protocol/runner/v1/task";
import { readIfThere } from "../disk/durable-file.ts";
import { durableJson } from "../disk/durable-value.ts";

const content = z.object({
  events: z.array(rolloutEvent),
  tasks: z.array(taskReport),
  /** The highest number given out per deployment, so that none is given twice. */
  lastSeq: z.record(z.string(), z.number()),
});
type Content = z.infer<typeof content>;

/** What the server has not acknowledged yet; it survives the process, so only what is on disk is told. */
export interface Outbox {
  readonly events: readonly RolloutEvent[];
  readonly tasks: readonly TaskReport[];
  /** Numbers the events and stores them before it resolves. */
  addEvents(events: readonly Omit<RolloutEvent, "seq">[]): Promise<void>;
  /** False when there is a report of this task already. */
  addTask(report: TaskReport): Promise<boolean>;
  endTask(report: TaskReport): Promise<void>;
  acknowledge(acknowledged: {
    readonly events: readonly { readonly deploymentId: string; readonly seq: number }[];
    readonly tasks: readonly string[];
  }): Promise<void>;
}

const keptDeployments = 200;
const empty: Content = { events: [], tasks: [], lastSeq: {} };

/** `onAdded` is called when there is something new to tell. */
export async function openOutbox(file: string, onAdded: () => void = () => undefined): Promise<Outbox> {
  const text = await readIfThere(file);
  const kept = durableJson<Content>(file, text === undefined ? empty : content.parse(JSON.parse(text)));
  const add = async (next: (content: Content) => Content): Promise<void> => {
    await kept.change(next);
    onAdded();
  };
  return {
    get events() {
      return kept.value.events;
    },
    get tasks() {
      return kept.value.tasks;
    },
    addEvents: async (added) => add((present) => added.reduce(withEvent, present)),
    async addTask(report) {
      let isNew = false;
      await kept.change((present) => {
        isNew = present.tasks.every(({ id }) => id !== report.id);
        return isNew ? withTask(present, report) : present;
      });
      if (isNew) onAdded();
      return isNew;
    },
    endTask: async (report) => add((present) => withTask(present, report)),
    acknowledge: async (acknowledged) => kept.change((present) => without(present, acknowledged)),
  };
}

function withEvent(present: Content, event: Omit<RolloutEvent, "seq">): Content {
  const { [event.deploymentId]: last = 0, ...others } = present.lastSeq;
  const seq = last + 1;
  const lastSeq = Object.fromEntries([...Object.entries(others).slice(-keptDeployments), [event.deploymentId, seq]]);
  return { ...present, events: [...present.events, { ...event, seq }], lastSeq };
}

function withTask(present: Content, report: TaskReport): Content {
  return { ...present, tasks: [...present.tasks.filter(({ id }) => id !== report.id), report] };
}

function without(present: Content, acknowledged: Parameters<Outbox["acknowledge"]>[0]): Content {
  const upTo = new Map(acknowledged.events.map(({ deploymentId, seq }) => [deploymentId, seq]));
  const events = present.events.filter(({ deploymentId, seq }) => seq > (upTo.get(deploymentId) ?? 0));
  const tasks = present.tasks.filter(({ id, state }) => state === "running" || !acknowledged.tasks.includes(id));
  const isSame = events.length === present.events.length && tasks.length === present.tasks.length;
  return isSame ? present : { ...present, events, tasks };
}
