import type { Endpoint } from "#schema/contract/endpoint";
import { Problem } from "#schema/problems";
import { findCapableRunner } from "#server/features/runners/runners.store";
import type { Verb } from "#server/platform/call";

/** A verb of the runtime: without a runner that could run apps, its address does not exist. */
export function withRuntime<E extends Endpoint>(verb: Verb<E>): Verb<E> {
  return async (deps, call) => {
    const capable = await findCapableRunner(deps.db.forTenant(call.ctx.tenant));
    if (capable.length === 0)
      throw new Problem("runtime-unavailable", { detail: "Add a runner first, on a host with Docker or Kubernetes." });
    return verb(deps, call);
  };
}
