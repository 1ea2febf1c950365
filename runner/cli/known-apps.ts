import type { DesiredApp } from "#schema/protocol/runner/v1/desired-app";
import { type AppRecord, keyOf, openAppRecords, wantedApp } from "../work/app-record.ts";
import { type LocalOrders, openLocalOrders } from "../work/local-orders.ts";
import type { CommandContext } from "./context.ts";
import { CliError, exitCodes } from "./exit-code.ts";

/** An app of this host, as people call it. */
export interface KnownApp {
  /** `environment/app` */
  readonly name: string;
  readonly key: string;
  readonly app: DesiredApp;
  readonly record: AppRecord;
  readonly isStoppedHere: boolean;
}

/** What this host remembers of its apps; also without the daemon. */
export async function knownApps({ folder }: CommandContext): Promise<KnownApp[]> {
  const orders = await openLocalOrders(folder.orders);
  const records = await openAppRecords(folder.apps);
  return records
    .all()
    .flatMap((record) => known(record, orders))
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

function known(record: AppRecord, orders: LocalOrders): KnownApp[] {
  const app = wantedApp(record) ?? record.active;
  if (app === null || app === undefined) return [];
  const key = keyOf(record.wanted);
  return [{ name: `${app.environment.name}/${app.app.name}`, key, app, record, isStoppedHere: orders.of(key) === "stop" }];
}

/** The one that is meant by `environment/app`, or by `app` where it is in one environment only. */
export async function knownApp(context: CommandContext, wanted: unknown): Promise<KnownApp> {
  const all = await knownApps(context);
  const found = all.filter(({ name, app }) => wanted === name || wanted === app.app.name);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const names = (found.length > 1 ? found : all).map(({ name }) => name).join(", ");
  const message = found.length > 1 ? `${String(wanted)} is in several environments.` : `There is no app ${String(wanted)} on this host.`;
  const next = names === "" ? "Deploy one from the server's pages." : `Name one of: ${names}.`;
  throw new CliError("unknown-app", { message, exitCode: exitCodes.usage, next });
}
