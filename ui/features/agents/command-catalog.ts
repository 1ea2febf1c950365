import type { sendCommand } from "#schema/contract/agents";
import type { Written } from "#schema/contract/endpoint";

export type CommandType = Written<typeof sendCommand, "body">["type"];

/** A command that is about to be written; the route when it was chosen in the list. */
export interface CommandDraft {
  readonly type: CommandType;
  readonly route?: string;
}

export interface CommandArgument {
  readonly name: string;
  readonly label: string;
  readonly kind: "route" | "text" | "seconds" | "choice";
  readonly choices?: readonly string[];
  readonly initial: string;
}

export interface CommandDescription {
  readonly type: CommandType;
  readonly label: string;
  readonly group: "Routes" | "Look closer" | "Logs" | "Process";
  /** What will happen, in a full sentence. */
  readonly effect: string;
  /** Interrupts messages: asks for a typed confirmation in production. */
  readonly disruptive: boolean;
  readonly arguments: readonly CommandArgument[];
}

const route: CommandArgument = { name: "route", label: "Route", kind: "route", initial: "" };
const lease: CommandArgument = { name: "leaseSeconds", label: "Ends by itself after (seconds)", kind: "seconds", initial: "300" };

function plain(
  description: Omit<CommandDescription, "disruptive" | "arguments">,
  args: readonly CommandArgument[] = [],
): CommandDescription {
  return { ...description, disruptive: false, arguments: args };
}

function onRoute(type: CommandType, label: string, effect: string): CommandDescription {
  return { type, label, group: "Routes", effect, disruptive: /stop|suspend|restart/.test(type), arguments: [route] };
}

/** Every command with what a person must know before sending it. */
export const commandCatalog: readonly CommandDescription[] = [
  onRoute("route.start", "Start a route", "The route starts and takes messages again."),
  onRoute("route.stop", "Stop a route", "The route takes no new messages. Exchanges on their way are finished first."),
  onRoute("route.suspend", "Suspend a route", "The route's consumer pauses and keeps its resources. Exchanges on their way go on."),
  onRoute("route.resume", "Resume a route", "A suspended route takes messages again."),
  onRoute("route.restart", "Restart a route", "The route stops, finishes what is on its way, and starts again."),
  plain(
    {
      type: "trace.level",
      label: "Raise the capture level",
      group: "Look closer",
      effect: "More is recorded of each exchange until the lease ends. Level 3 and above record bodies.",
    },
    [{ name: "level", label: "Level", kind: "choice", choices: ["0", "1", "2", "3", "4"], initial: "3" }, lease],
  ),
  plain(
    {
      type: "log.level",
      label: "Change a log level",
      group: "Logs",
      effect: "The logger writes at this level until the lease ends, then at its old one.",
    },
    [
      { name: "logger", label: "Logger", kind: "text", initial: "org.apache.camel" },
      { name: "level", label: "Level", kind: "choice", choices: ["TRACE", "DEBUG", "INFO", "WARN", "ERROR"], initial: "DEBUG" },
      lease,
    ],
  ),
  plain(
    { type: "log.tail", label: "Ship more logs", group: "Logs", effect: "All of the app's log lines are sent here until the lease ends." },
    [lease],
  ),
  plain({ type: "config.reload", label: "Reload configuration", group: "Process", effect: "The agent fetches its configuration again." }),
  plain({
    type: "graph.refresh",
    label: "Send route graphs again",
    group: "Process",
    effect: "The structure of every route is sent once more.",
  }),
  plain({ type: "endpoints.list", label: "List endpoints", group: "Process", effect: "The app's endpoints are listed in the result." }),
  plain({
    type: "stats.reset",
    label: "Reset Camel's statistics",
    group: "Process",
    effect: "Counters inside the app start at zero. What is stored here stays.",
  }),
  plain({ type: "jvm.threads", label: "Take a thread dump", group: "Process", effect: "The JVM's threads are listed in the result." }),
  {
    ...plain({
      type: "jvm.gc",
      label: "Collect garbage",
      group: "Process",
      effect: "The JVM collects garbage. The app may pause for a moment.",
    }),
    disruptive: true,
  },
];

export function describeCommand(type: string): CommandDescription | undefined {
  return commandCatalog.find((description) => description.type === type);
}

/** What goes over the wire: numbers as numbers, empty fields left out. */
export function argumentsOf(description: CommandDescription, typed: Readonly<Record<string, string>>): Record<string, unknown> {
  const written = description.arguments.flatMap(({ name, kind, choices, initial }): [string, unknown][] => {
    const text = (typed[name] ?? initial).trim();
    if (text === "") return [];
    const numeric = kind === "seconds" || choices?.every((choice) => /^\d+$/.test(choice)) === true;
    return [[name, numeric ? Number(text) : text]];
  });
  return Object.fromEntries(written);
}
