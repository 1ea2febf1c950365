import type { endOtherSessions as endpoint } from "#schema/contract/account";
import { endOthers } from "#server/features/account/account.store";
import { ownPerson } from "#server/features/account/own-person";
import { auditRow } from "#server/features/audit/index";
import { ownSignIn, signedIn } from "#server/features/auth/index";
import { raiseEpoch } from "#server/features/epochs/index";
import type { Verb } from "#server/platform/call";

export const endOtherSessions: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const person = await ownPerson(db, ctx);
  const ending = { person, signIn: ownSignIn(signedIn(ctx)), at: deps.clock.now() };
  const audit = auditRow(db, { deps, ctx }, { action: "session.end-others", target: person, outcome: "success" });
  await db.batch([...endOthers(db, ending), raiseEpoch(db), audit]);
};
