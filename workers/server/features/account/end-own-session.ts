import type { endOwnSession as endpoint } from "#schema/contract/account";
import { Problem } from "#schema/problems";
import { endOne } from "#server/features/account/account.store";
import { ownPerson } from "#server/features/account/own-person";
import { auditRow } from "#server/features/audit/index";
import { raiseEpoch } from "#server/features/epochs/index";
import type { Verb } from "#server/platform/call";

export const endOwnSession: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const person = await ownPerson(db, ctx);
  await db.transaction(async (tx) => {
    const [session, family] = endOne(tx, { person, signIn: params.id, at: deps.clock.now() });
    const ended = [...(await session), ...(await family)];
    if (ended.length === 0) throw new Problem("not-found");
    await raiseEpoch(tx);
    await auditRow(tx, { deps, ctx }, { action: "session.end", target: params.id, outcome: "success" });
  });
};
