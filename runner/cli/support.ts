import { version } from "#schema/version";
import { examine } from "../doctor/examine.ts";
import { readIdentity } from "../protocol/identity.ts";
import { openOutbox } from "../protocol/outbox.ts";
import { openAppRecords } from "../work/app-record.ts";
import type { CommandContext } from "./context.ts";

/** Keys, tokens, variables and secrets are left out: none of them is needed to understand what goes wrong. */
export async function support(context: CommandContext): Promise<void> {
  const { folder, config, terminal } = context;
  const identity = await readIdentity(folder.identity);
  const { events } = await openOutbox(folder.outbox);
  const apps = (await openAppRecords(folder.apps))
    .all()
    .map(({ wanted, rollout, ended }) => ({ change: wanted.change.type, rev: wanted.rev, rollout, ended }));
  const { executor, edge, policy, url, baseImage } = config.settings;
  const settings = { executor, edge, policy, url, baseImage };
  const about = identity === undefined ? null : { runnerId: identity.runnerId, name: identity.name, url: identity.url };
  terminal.out(
    JSON.stringify(
      { version, node: process.version, identity: about, settings, checks: await examine(config), apps, events: events.slice(-200) },
      null,
      2,
    ),
  );
}
