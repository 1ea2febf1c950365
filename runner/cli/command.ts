import type { Command } from "commander";
import type { CommandContext } from "./context.ts";

/** What a command does; the exit code when it is not 0. */
export type Act = (context: CommandContext, flags: Record<string, unknown>) => Promise<number | void> | number | void;

export interface About {
  readonly name: string;
  readonly description: string;
  /** Without the program's name. */
  readonly examples?: readonly string[];
}

/** Adds a command below another one. */
export type Adding = (parent: Command, about: About, act: Act) => Command;
