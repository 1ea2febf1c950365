import type { QueuedCommand } from "#server/platform/hubs";

/** Commands of one agent, in order of their sequence numbers. */
export interface CommandQueue {
  /** Highest number ever reserved. */
  readonly reserved: number;
  /** Highest number written to a link. */
  readonly delivered: number;
  readonly commands: readonly QueuedCommand[];
}

export const emptyQueue: CommandQueue = { reserved: 0, delivered: 0, commands: [] };

/** A queue whose next number is one that nobody has had; `after` is the last one the agent remembers. */
export function healedQueue(queue: CommandQueue, after: number): CommandQueue {
  return after <= queue.reserved ? queue : { ...queue, reserved: after };
}

/** Undefined when a command with a higher number is in already: an agent would take this one for a replay. */
export function queued(queue: CommandQueue, command: QueuedCommand): CommandQueue | undefined {
  const last = queue.commands.at(-1)?.sequence ?? queue.delivered;
  if (command.sequence <= Math.max(last, queue.delivered)) return undefined;
  return { ...queue, reserved: Math.max(queue.reserved, command.sequence), commands: [...queue.commands, command] };
}

/** What an agent that has seen everything up to `after` is still to get. */
export function due(queue: CommandQueue, after: number, nowMs: number): readonly QueuedCommand[] {
  return queue.commands.filter((command) => command.sequence > after && command.expiresAtMs > nowMs);
}

export function settled(queue: CommandQueue, commandIds: readonly string[]): CommandQueue {
  const commands = queue.commands.filter((command) => !commandIds.includes(command.id));
  return commands.length === queue.commands.length ? queue : { ...queue, commands };
}

export function expired(queue: CommandQueue, nowMs: number): readonly string[] {
  return queue.commands.filter((command) => command.expiresAtMs <= nowMs).map((command) => command.id);
}
