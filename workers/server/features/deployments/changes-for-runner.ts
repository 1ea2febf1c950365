import { runnerTiming } from "#schema/protocol/runner/v1/limits";
import { sealSecret } from "#schema/protocol/runner/v1/sealed-secret";
import type { Change, SignedChange } from "#schema/protocol/runner/v1/signed-change";
import { signChange } from "#schema/protocol/runner/v1/signed-change";
import { revealAppToken } from "#server/features/app-tokens/index";
import { revealSecret } from "#server/features/apps/index";
import { headersValue, headersVariable } from "#server/features/deployments/app-environment";
import { desiredAppOf } from "#server/features/deployments/desired-app";
import type { WantedApp } from "#server/features/deployments/wanted.store";
import { findWanted } from "#server/features/deployments/wanted.store";
import type { RunnerRow } from "#server/features/runners/index";
import type { Queries } from "#server/platform/database";
import type { Deps } from "#server/platform/deps";

export interface Addressee {
  readonly runner: RunnerRow;
  readonly haveRev: number;
  /** The address under which its apps reach this server. */
  readonly serverUrl: string;
}

/** What has changed for a runner since a position, signed for it alone, secrets sealed for it alone. */
export async function changesForRunner(deps: Deps, db: Queries, { runner, haveRev, serverUrl }: Addressee): Promise<SignedChange[]> {
  const [signer] = await deps.keys.desiredStateSigning();
  const notAfter = Math.floor(deps.clock.now() / 1_000) + runnerTiming.changeLifetimeSeconds;
  const wanted = await findWanted(db, runner.id, haveRev);
  return Promise.all(
    wanted.map(async (one) => {
      const change = await changeOf({ deps, db, runner, serverUrl }, one);
      return signChange(signer, { change, runnerId: runner.id, rev: one.placement.rev, notAfter });
    }),
  );
}

interface Telling {
  readonly deps: Deps;
  readonly db: Queries;
  readonly runner: RunnerRow;
  readonly serverUrl: string;
}

async function changeOf(telling: Telling, wanted: WantedApp): Promise<Change> {
  const { appId, environmentId, generation, deploymentId, removal: mode } = wanted.placement;
  if (mode !== null) return { type: "app.remove", removal: { appId, environmentId, generation, deploymentId, mode } };
  const { serverUrl, deps } = telling;
  const secrets = await sealedFor(telling, wanted);
  return { type: "app.apply", app: desiredAppOf({ ...wanted, secrets, serverUrl, routing: deps.config.routing }) };
}

async function sealedFor({ deps, db, runner }: Telling, { placement, revision }: WantedApp) {
  const { appId, environmentId } = placement;
  const seal = async (name: string, version: number, value: string) => {
    const sealed = await sealSecret(runner.sealKey, { runnerId: runner.id, environmentId, appId, name, version }, value);
    return { name, version, sealed };
  };
  const own = revision.secrets.map(async ({ name, version }) =>
    seal(name, version, await revealSecret(deps, db, { appId, environmentId, name, version })),
  );
  const isSet = [...revision.secrets, ...revision.settings.variables].some(({ name }) => name === headersVariable);
  const issued = isSet ? undefined : await revealAppToken(deps, db, { appId, environmentId });
  const telemetry = issued === undefined ? [] : [seal(headersVariable, issued.version, headersValue(issued.token))];
  return Promise.all([...telemetry, ...own]);
}
