import type { CommandQueue } from "#server/hubs/command-queue";
import { due, emptyQueue, expired, healedQueue, queued, settled } from "#server/hubs/command-queue";
import type { Link } from "#server/hubs/link";
import type { Shard } from "#server/hubs/shard";
import type { QueuedCommand } from "#server/platform/hubs";

export interface CommandsToAgents {
  /** The agent remembers that sequence number: no later command may have it or a lower one. Answers how many are waiting after it. */
  heal(agentId: string, lastCommand: number): number;
  reserveSequence(agentId: string): number;
  enqueue(command: QueuedCommand): boolean;
  settle(agentId: string, commandIds: readonly string[]): void;
  deliveredSequence(agentId: string): number;
  pendingCommands(agentId: string): number;
  due(agentId: string, after: number | undefined): readonly QueuedCommand[];
  /** Makes a link the agent's only one and sends over it what came after that number, or all that waits. */
  attach(agentId: string, link: Link, after: number | undefined): void;
  /** Forgets what has expired. */
  flush(): void;
}

/** The command queues of a shard. Commands are rare and must not be lost, hence each is written at once. */
export function commandsToAgents(shard: Shard): CommandsToAgents {
  const { store, links, state } = shard;
  const { queueOf, keep, waiting, drop } = keeperOf(shard);
  const send = (agentId: string, link: Link, commands: readonly QueuedCommand[]): void => {
    const last = commands.at(-1);
    if (last === undefined || !link.deliver(commands)) return;
    const queue = queueOf(agentId);
    keep(agentId, { ...queue, delivered: Math.max(queue.delivered, last.sequence) });
  };
  return {
    heal: (agentId, lastCommand) => {
      if (lastCommand > queueOf(agentId).reserved) keep(agentId, healedQueue(queueOf(agentId), lastCommand));
      return waiting(agentId, lastCommand).length;
    },
    reserveSequence: (agentId) => {
      const queue = queueOf(agentId);
      keep(agentId, { ...queue, reserved: queue.reserved + 1 });
      return queue.reserved + 1;
    },
    enqueue: (command) => {
      const next = queued(queueOf(command.agentId), command);
      if (next === undefined) return false;
      store.addCommand(command);
      keep(command.agentId, next);
      const link = links.of(command.agentId);
      if (link !== undefined) send(command.agentId, link, [command]);
      return true;
    },
    settle: drop,
    deliveredSequence: (agentId) => queueOf(agentId).delivered,
    pendingCommands: (agentId) => waiting(agentId, undefined).length,
    due: waiting,
    attach: (agentId, link, after) => {
      links.open(agentId, link);
      send(agentId, link, waiting(agentId, after));
    },
    flush: () => {
      for (const agentId of state.queues.keys()) drop(agentId, expired(queueOf(agentId), shard.clock.now()));
    },
  };
}

interface Keeper {
  queueOf(agentId: string): CommandQueue;
  keep(agentId: string, queue: CommandQueue): void;
  waiting(agentId: string, after: number | undefined): readonly QueuedCommand[];
  drop(agentId: string, commandIds: readonly string[]): void;
}

/** Reads and changes a queue in memory and on disk at once. */
function keeperOf({ state, store, clock }: Shard): Keeper {
  const queueOf = (agentId: string): CommandQueue => state.queues.get(agentId) ?? emptyQueue;
  const keep = (agentId: string, queue: CommandQueue): void => {
    const before = state.queues.get(agentId);
    state.queues.set(agentId, queue);
    if (queue.reserved !== before?.reserved || queue.delivered !== before.delivered) store.saveQueue(agentId, queue);
  };
  return {
    queueOf,
    keep,
    waiting: (agentId, after) => due(queueOf(agentId), after ?? 0, clock.now()),
    drop: (agentId, commandIds) => {
      if (commandIds.length === 0) return;
      keep(agentId, settled(queueOf(agentId), commandIds));
      store.removeCommands(commandIds);
    },
  };
}
