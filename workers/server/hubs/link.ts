import type { CommandEnvelope } from "#schema/protocol/v1/command";
import type { LinkKind } from "#server/platform/hubs";

export interface DeliveredCommand {
  readonly sequence: number;
  readonly envelope: CommandEnvelope;
}

/** A way to one agent. */
export interface Link {
  readonly kind: LinkKind;
  /** False when the other end is gone. */
  deliver(commands: readonly DeliveredCommand[]): boolean;
  /** Tells the other end that a newer link has taken over, and closes. */
  replace(): void;
  /** Closes for good: the agent was revoked. */
  end(): void;
}

/** The open links of a shard, one per agent. */
export interface Links {
  of(agentId: string): Link | undefined;
  /** Puts a link in the place of the one that was there, which is told. */
  open(agentId: string, link: Link): void;
  /** Ends every link of an agent. */
  end(agentId: string): void;
  /** When the agent last pinged over a WebSocket. */
  pingedAtMs(agentId: string): number | undefined;
}
