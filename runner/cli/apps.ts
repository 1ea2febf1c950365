import { openAppRecords, wantedApp } from "../work/app-record.ts";
import type { CommandContext } from "./context.ts";
import { show, table } from "./terminal.ts";

/** What this host remembers of its apps; also without the daemon. */
export async function apps(context: CommandContext): Promise<void> {
  const records = (await openAppRecords(context.folder.apps)).all().flatMap((record) => {
    const app = wantedApp(record) ?? record.active;
    if (app === null || app === undefined) return [];
    const { generation, runState, replicas, revision } = app;
    const phase = record.rollout?.entered.at(-1) ?? record.ended?.phase ?? "pending";
    return [
      {
        environment: app.environment.name,
        app: app.app.name,
        revision: revision.number,
        generation,
        runState,
        replicas,
        phase,
        message: record.ended?.message ?? "",
      },
    ];
  });
  const rows = records.map(({ environment, app, revision, runState, replicas, phase }) => [
    `${environment}/${app}`,
    `r${revision}`,
    `${runState} × ${replicas}`,
    phase,
  ]);
  show(context.terminal, context.json, {
    value: { apps: records },
    lines: rows.length === 0 ? ["No app is placed on this host."] : table([["APP", "REVISION", "WANTED", "STATE"], ...rows]),
  });
}
