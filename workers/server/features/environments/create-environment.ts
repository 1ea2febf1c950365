import type { createEnvironment as endpoint } from "#schema/contract/environments";
import { Problem } from "#schema/problems";
import { auditRow } from "#server/features/audit/index";
import { shownEnvironment } from "#server/features/environments/environment";
import { insertEnvironment } from "#server/features/environments/environments.store";
import type { Verb } from "#server/platform/call";
import { isUniqueViolation } from "#server/platform/database-errors";

export const createEnvironment: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const id = deps.newId("environment");
  const audit = auditRow(db, { deps, ctx }, { action: "environment.create", target: id, outcome: "success", detail: body });
  try {
    const [[environment]] = await db.batch([insertEnvironment(db, { id, ...body, createdAt: deps.clock.now() }), audit]);
    if (environment === undefined) throw new Problem("unexpected");
    return shownEnvironment({ environment, apps: 0 });
  } catch (thrown) {
    if (!isUniqueViolation(thrown, "environments_name")) throw thrown;
    const taken = { pointer: "/body/name", detail: "Taken" };
    throw new Problem("conflict", { detail: "There is an environment with this name.", errors: [taken] });
  }
};
