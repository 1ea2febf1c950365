import type { Command } from "commander";
import type { Adding } from "./command.ts";
import { drain } from "./drain.ts";
import { register } from "./register.ts";
import { rotate } from "./rotate.ts";
import { run } from "./run.ts";
import { installService, printUnit, serviceStatus, startService, stopService, uninstallService } from "./systemd.ts";
import { unregister } from "./unregister.ts";

/** What begins and ends a runner. */
export function addLifeCommands(program: Command, adding: Adding): void {
  const registering = {
    name: "register",
    description: "Exchange a one-time token for an identity of this host",
    examples: [
      "register --url https://cameleer.example --token-file /run/secrets/token",
      "register --url https://cameleer.example --token-stdin < token",
    ],
  };
  adding(program, registering, async (context, flags) => void (await register(context, flags)))
    .option("--url <origin>", "address of the server (CAMELEER_URL)")
    .option("--name <name>", "name of this host (CAMELEER_NAME)")
    .option("--token-file <file>", "file with the token (CAMELEER_TOKEN_FILE, CAMELEER_TOKEN)")
    .option("--token-stdin", "read the token from standard input")
    .option("--executor <kind>", "auto, docker or none (CAMELEER_EXECUTOR)")
    .option("--force", "give up the former identity");
  adding(program, { name: "run", description: "The daemon in the foreground" }, run).option(
    "--log-format <format>",
    "text or json (CAMELEER_LOG_FORMAT)",
  );
  addService(program.command("service").description("The daemon as a service of systemd; it must run as root"), adding);
  const draining = {
    name: "drain",
    description: "Take up nothing new, and wait until what is under way has ended",
    examples: ["drain --timeout 120", "drain --end"],
  };
  adding(program, draining, drain).option("--timeout <seconds>", "how long to wait", "600").option("--end", "take up new things again");
  adding(program, { name: "rotate", description: "Make new keys and hand over to them" }, rotate);
  adding(
    program,
    { name: "unregister", description: "Give up this host's identity; refused while apps are placed on it" },
    unregister,
  ).option("--yes", "do not ask");
}

function addService(service: Command, adding: Adding): void {
  adding(service, { name: "install", description: "Write the unit, enable it and start it; again after an upgrade" }, installService);
  adding(service, { name: "uninstall", description: "Stop the daemon and remove the unit; apps and state stay" }, uninstallService);
  adding(service, { name: "start", description: "Start the daemon" }, startService);
  adding(service, { name: "stop", description: "Stop the daemon; the apps go on" }, stopService);
  adding(service, { name: "status", description: "Whether the daemon runs, and since when" }, serviceStatus);
  adding(service, { name: "print", description: "Show the unit" }, printUnit);
}
