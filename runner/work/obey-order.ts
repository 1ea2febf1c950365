import type { Executor } from "../executor/executor.ts";
import { type AppRecord, generationOf, keyOf, newRollout, wantedApp } from "./app-record.ts";
import type { LocalOrder, LocalOrders } from "./local-orders.ts";
import { type JournalDeps, openJournal } from "./rollout-journal.ts";

export interface ObeyDeps extends JournalDeps {
  readonly executor: Executor;
  readonly orders: LocalOrders;
}

/** Does what the host's administrator wants of an app that nothing is being changed of. Meanwhile the server's changes are refused, and say why. */
export async function obeyOrder(deps: ObeyDeps, record: AppRecord, order: LocalOrder): Promise<void> {
  const app = record.active ?? wantedApp(record);
  if (app === undefined) return;
  const place = { environmentId: app.environment.id, appId: app.app.id };
  if (order === "stop") await refuseWanted(deps, record);
  await deps.executor.stop(place, app.stop);
  if (order === "restart") await deps.orders.takeBack(keyOf(record.wanted));
}

async function refuseWanted(deps: ObeyDeps, record: AppRecord): Promise<void> {
  const app = wantedApp(record);
  if (app === undefined || (record.ended?.generation ?? 0) >= generationOf(record.wanted)) return;
  const started = newRollout(app);
  const journal = openJournal(deps, keyOf(record.wanted), started);
  const command = `cameleer-runner apps start ${app.environment.name}/${app.app.name}`;
  const message = `The administrator of this host has stopped the app there. After \`${command}\` on the host, deploy again.`;
  await journal.end({ phase: "blocked", reason: "policy", message, evidence: null, change: {} });
}
