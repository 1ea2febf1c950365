import type { Command } from "commander";
import { apps } from "./apps.ts";
import type { Adding } from "./command.ts";
import { CliError, exitCodes } from "./exit-code.ts";
import { inspectApp } from "./inspect-app.ts";
import { logs } from "./logs.ts";
import { type AppVerb, orderApp } from "./order-app.ts";

const honesty = `
The server says which revision runs here, how many instances and how. An administrator of the host may stop an app here, start it again and
restart it. A stop lasts, also over reboots, until \`apps start\`; the server is told, and refuses to deploy the app here meanwhile. To change
what is wanted, use the server's pages.`;

/** What looks at apps and touches them. */
export function addAppCommands(program: Command, adding: Adding): void {
  const group = adding(program, { name: "apps", description: "The apps of this host" }, (context, { argument }) => {
    if (argument === undefined) return apps(context);
    const next = "cameleer-runner apps list | inspect | stop | start | restart";
    throw new CliError("usage", { message: `There is no command apps ${String(argument)}.`, exitCode: exitCodes.usage, next });
  }).addHelpText("after", honesty);
  group.allowExcessArguments();
  adding(group, { name: "list", description: "All of them; also without the daemon" }, apps);
  const named = {
    name: "inspect",
    description: "Everything about one, without values of variables and secrets",
    examples: ["apps inspect prod/orders"],
  };
  adding(group, named, inspectApp).argument("<app>", appArgument);
  const verbs: Readonly<Record<AppVerb, string>> = {
    stop: "Drain and stop it on this host, until `apps start`",
    start: "Take `apps stop` back",
    restart: "Stop and start its instances; requests in between fail. Without a gap: restart it on the server's page",
  };
  for (const [verb, description] of Object.entries(verbs) as [AppVerb, string][]) {
    adding(group, { name: verb, description, examples: [`apps ${verb} prod/orders`] }, orderApp(verb))
      .argument("<app>", appArgument)
      .option("--timeout <seconds>", "how long to wait for it", "180");
  }
  const reading = {
    name: "logs",
    description: "Lines of an app, as they lie on this host: what the server has not got yet, and a little more",
    examples: ["logs prod/orders -f", "logs prod/orders --since 10m --grep 'ERROR|WARN'", "logs --tail 20 --json"],
  };
  adding(program, reading, logs)
    .argument("[app]", appArgument)
    .option("-f, --follow", "go on as lines come")
    .option("--since <when>", "a span (30s, 10m, 2h, 1d) or a time (ISO 8601)")
    .option("-n, --tail <lines>", "how many of each instance to begin with (default: 100, all with --since)")
    .option("--grep <pattern>", "only lines that match this regular expression");
}

const appArgument = "`environment/app`, or `app` where it is in one environment only";
