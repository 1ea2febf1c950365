import type { createEnvironment as endpoint } from "#schema/contract/environments";
import { Problem } from "#schema/problems";
import { auditRow } from "#server/features/audit/index";
import { shownEnvironment } from "#server/features/environments/environment";
import { insertEnvironment } from "#server/features/environments/environments.store";
import { requireRoom } from "#server/features/license/index";
import type { Verb } from "#server/platform/call";
import { isUniqueViolation } from "#server/platform/database-errors";

export const createEnvironment: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const id = deps.newId("environment");
  try {
    return await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
      await requireRoom(deps, tx, "environments");
      const [environment] = await insertEnvironment(tx, { id, ...body, createdAt: deps.clock.now() });
      if (environment === undefined) throw new Problem("unexpected");
      await auditRow(tx, { deps, ctx }, { action: "environment.create", target: id, outcome: "success", detail: { after: body } });
      return shownEnvironment({ environment, apps: 0 });
    });
  } catch (thrown) {
    if (!isUniqueViolation(thrown, "environments_name")) throw thrown;
    const taken = { pointer: "/body/name", detail: "Taken" };
    throw new Problem("conflict", { detail: "There is an environment with this name.", errors: [taken] });
  }
};
