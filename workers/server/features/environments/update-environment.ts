import type { updateEnvironment as endpoint } from "#schema/contract/environments";
import { auditRow } from "#server/features/audit/index";
import { movedTo, shownEnvironment } from "#server/features/environments/environment";
import { findEnvironments, lockOrder, setEnvironment, setOrder } from "#server/features/environments/environments.store";
import { requireEnvironment } from "#server/features/environments/require-environment";
import type { Verb } from "#server/platform/call";

export const updateEnvironment: Verb<typeof endpoint> = async (deps, { params, body, ctx }) =>
  deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    await lockOrder(tx);
    const { environment: before } = await requireEnvironment(tx, params.id);
    const { displayName = before.displayName, protected: isProtected = before.protected } = body;
    await setEnvironment(tx, params.id, { displayName, protected: isProtected });
    if (body.position !== undefined) {
      const ids = (await findEnvironments(tx)).map(({ environment }) => environment.id);
      await setOrder(tx, movedTo(ids, params.id, body.position));
    }
    const changed = shownEnvironment(await requireEnvironment(tx, params.id));
    const detail = { before: facts(before), after: facts(changed) };
    await auditRow(tx, { deps, ctx }, { action: "environment.update", target: params.id, outcome: "success", detail });
    return changed;
  });

function facts({ displayName, position, protected: isProtected }: { displayName: string; position: number; protected: boolean }) {
  return { displayName, position, protected: isProtected };
}
