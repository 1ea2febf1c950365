import type { Command } from "commander";
import type { Adding } from "./command.ts";
import { configPath, showConfig, validateConfig } from "./config.ts";
import { doctor } from "./doctor.ts";
import { status } from "./status.ts";
import { support } from "./support.ts";

/** What looks at the host and the runner on it. */
export function addHostCommands(program: Command, adding: Adding): void {
  const looking = {
    name: "status",
    description: "What the daemon does, and how its apps are",
    examples: ["status --watch", "status --json | jq .lease"],
  };
  adding(program, looking, status).option("-w, --watch", "look every two seconds until interrupted");
  const finding = {
    name: "doctor",
    description: "Look for what keeps the runner from working, with the remedy",
    examples: ["doctor --json"],
  };
  adding(program, finding, doctor).option("--url <origin>", "address of the server");
  const config = program.command("config").description("The configuration as it counts");
  adding(config, { name: "show", description: "Every setting, and where it comes from" }, showConfig);
  adding(config, { name: "validate", description: "Whether the file can be used; ends with 2 when it cannot" }, validateConfig);
  adding(config, { name: "path", description: "Which file is read" }, configPath);
  adding(program, { name: "support", description: "Everything support needs, without secrets, as JSON" }, support);
}
