import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { Problem } from "#schema/problems";
import { systemClock } from "../clock.ts";
import { tokenFrom } from "../config.ts";
import { detectExecutor } from "../detect-executor.ts";
import { hostFacts } from "../host.ts";
import { enroll } from "../protocol/enroll.ts";
import { type Identity, readIdentity } from "../protocol/identity.ts";
import { capabilities } from "../work/session.ts";
import { type CommandContext, connectTo } from "./context.ts";
import { CliError, exitCodes } from "./exit-code.ts";
import { show } from "./terminal.ts";

export interface RegisterFlags {
  readonly token?: string;
  readonly tokenFile?: string;
  readonly tokenStdin?: boolean;
  readonly force?: boolean;
}

/** Exchanges the one-time token for an identity of this host. */
export async function register(context: CommandContext, flags: RegisterFlags): Promise<Identity> {
  const { config, folder } = context;
  const present = await readIdentity(folder.identity);
  if (present !== undefined && flags.force !== true) {
    throw new CliError("already-registered", {
      message: `This host is registered already, as ${present.name} with ${present.url}.`,
      exitCode: exitCodes.refused,
      next: "Run `cameleer-runner unregister` first, or `register --force` to give up the former identity.",
    });
  }
  const url = requireUrl(config.settings.url);
  const token = await tokenOf(context, flags);
  const { executor, why } = await detected(context);
  const connection = await connectTo(url, config);
  try {
    const host = hostFacts(config.settings.name);
    const identity = await enroll({ connection, folder, clock: systemClock }, { token, host, executor, capabilities });
    show(context.terminal, context.json, {
      value: { runnerId: identity.runnerId, name: identity.name, url: identity.url, executor },
      lines: [
        `Registered as ${identity.name} (${identity.runnerId}) with ${identity.url}.`,
        why === "" ? `Apps will run with ${executor.kind} ${executor.version}.` : `This host cannot run apps yet. ${why}`,
        "Next: `cameleer-runner service install`, or `cameleer-runner run` in the foreground.",
      ],
    });
    return identity;
  } finally {
    await connection.close();
  }
}

async function detected({ config }: CommandContext) {
  const found = await detectExecutor(config.settings, "run_none");
  if (found.executor === undefined)
    return { executor: { kind: "none", version: "", apiVersion: "", rootless: false } as const, why: found.why };
  const { version, apiVersion, rootless } = await found.executor.check();
  return { executor: { kind: found.executor.name, version, apiVersion, rootless }, why: "" };
}

function requireUrl(url: string): string {
  if (URL.canParse(url)) return url;
  throw new CliError("no-url", {
    message: url === "" ? "The server's address is missing." : `${url} is not an address.`,
    exitCode: exitCodes.usage,
    next: "Pass --url https://…, or set CAMELEER_URL.",
  });
}

async function tokenOf({ environment }: CommandContext, { token, tokenFile, tokenStdin }: RegisterFlags): Promise<string> {
  const found = tokenStdin === true ? await text(process.stdin) : tokenFile === undefined ? token : await readFile(tokenFile, "utf8");
  const value = (found ?? tokenFrom(environment) ?? "").trim();
  if (value !== "") return value;
  throw new Problem("enrollment-refused", { detail: "The enrollment token is missing: --token-stdin, --token-file or CAMELEER_TOKEN." });
}
