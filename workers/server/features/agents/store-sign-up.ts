import type { SignUp } from "#server/features/agents/agents.store";
import { insertAgent, renewAgent } from "#server/features/agents/agents.store";
import { auditRow } from "#server/features/audit/index";
import { requireRoom } from "#server/features/license/index";
import type { Context } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";

/** The agent's id: the one it had before, however many there are, or a new one as long as the license has room. */
export async function storeSignUp(deps: Deps, ctx: Context, signUp: SignUp): Promise<string> {
  const db = deps.db.forTenant(ctx.tenant);
  const [known] = await renewAgent(db, signUp);
  if (known !== undefined) return known.id;
  return db.transaction(async (tx) => {
    await requireRoom(deps, tx, "agents");
    const [row] = await insertAgent(tx, signUp);
    const target = row?.id ?? signUp.agentId;
    const { app, environment, instance } = signUp;
    await auditRow(tx, { deps, ctx }, { action: "agent.register", target, outcome: "success", detail: { app, environment, instance } });
    return target;
  });
}
