import type { DeploymentRequest } from "#schema/contract/deployments";
import { Problem } from "#schema/problems";
import { requirePlace } from "#server/features/apps/index";
import { chooseRunner } from "#server/features/deployments/choose-runner";
import type { Current } from "#server/features/deployments/current";
import { currentAt } from "#server/features/deployments/current";
import type { PlacementRow } from "#server/features/deployments/deployments.store";
import type { Wanted } from "#server/features/deployments/next-revision";
import { wantedRevision } from "#server/features/deployments/next-revision";
import { requireEnvironment } from "#server/features/environments/index";
import type { RunnerRow } from "#server/features/runners/index";
import { findRunner, findRunners } from "#server/features/runners/index";
import type { Actor } from "#server/platform/call";
import type { Queries } from "#server/platform/database";

/** What a request comes to, before anything is changed. */
export interface Plan {
  readonly request: DeploymentRequest;
  readonly current: Current | undefined;
  readonly wanted: Wanted;
  readonly runner: RunnerRow;
  readonly fields: Pick<PlacementRow, "runState" | "replicas" | "restartNonce" | "removal">;
}

export interface Asker {
  readonly actor: Actor;
  readonly nowMs: number;
}

/** Throws when the request makes no sense where things stand: `not-found`, `conflict` or `environment-protected`. */
export async function planDeployment(db: Queries, request: DeploymentRequest, asker: Asker): Promise<Plan> {
  const place = await requirePlace(db, { id: request.appId, environmentId: request.environmentId });
  await requireAccess(db, request.environmentId, asker.actor);
  const current = await currentAt(db, place);
  const wanted = await wantedRevision(db, request, current);
  const runner = await runnerFor(db, request, { current, nowMs: asker.nowMs });
  return { request, current, wanted, runner, fields: fieldsFor(request, current?.placement) };
}

/** Protection asks for a second permission, so that whoever deploys every day does not deploy to production by mistake. */
export async function requireAccess(db: Queries, environmentId: string, actor: Actor): Promise<void> {
  const { environment } = await requireEnvironment(db, environmentId);
  if (!environment.protected || (actor.kind === "user" && actor.permissions.has("environments:write"))) return;
  const detail = `Changes in ${environment.name} need somebody who holds environments:write.`;
  throw new Problem("environment-protected", { detail });
}

interface Standing {
  readonly current: Current | undefined;
  readonly nowMs: number;
}

/** An app stays on its runner; only one that is placed nowhere is given one. */
async function runnerFor(db: Queries, request: DeploymentRequest, { current, nowMs }: Standing): Promise<RunnerRow> {
  const asked = "runnerId" in request ? request.runnerId : undefined;
  const { environmentId } = request;
  if (current === undefined) return chooseRunner(await findRunners(db), { environmentId, runnerId: asked, nowMs }).runner;
  const [present] = await findRunner(db, current.placement.runnerId);
  if (present === undefined) throw new Problem("conflict", { detail: "Its runner is gone." });
  if (asked !== undefined && asked !== present.runner.id) {
    throw new Problem("conflict", { detail: `It is on ${present.runner.name}. Remove it there before it moves to another host.` });
  }
  return present.runner;
}

function fieldsFor(request: DeploymentRequest, before: PlacementRow | undefined): Plan["fields"] {
  const { runState, replicas, restartNonce } = before ?? { runState: "running" as const, replicas: 1, restartNonce: 0 };
  const same = { runState, replicas, restartNonce, removal: null };
  switch (request.action) {
    case "deploy":
      return { ...same, runState: "running", replicas: request.replicas ?? replicas };
    case "promote":
    case "rollback":
    case "start":
      return { ...same, runState: "running" };
    case "stop":
      return { ...same, runState: "stopped" };
    case "restart":
      return { ...same, runState: "running", restartNonce: restartNonce + 1 };
    case "scale":
      return { ...same, replicas: request.replicas };
    case "remove":
      return { ...same, removal: request.purge ? "purge" : "stop" };
  }
}
