import { Problem } from "#schema/problems";
import { requireGrantable } from "#server/features/access/index";
import type { Draft, Target, Targets } from "#server/features/claim-mappings/rule";
import { aimed } from "#server/features/claim-mappings/rule";
import { brokenPattern, kindOf } from "#server/features/claim-mappings/warnings";
import type { Actor } from "#server/platform/call";
import type { Queries } from "#server/platform/database";

/**
 * What the rule gives. Throws `invalid-request` for a target that is not there and a pattern that cannot be used, `not-grantable` when its
 * author does not hold all that it gives.
 */
export async function requireGoodRule(
  db: Queries,
  { draft, targets, author }: { draft: Draft; targets: Targets; author: Actor },
): Promise<Target> {
  const broken = brokenPattern(draft);
  if (broken !== undefined) throw wrong("/body/value", broken);
  const { given } = aimed(draft, targets);
  if (given === undefined) throw wrong("/body/target", `There is no ${kindOf(draft)} ${draft.target}`);
  const isRole = draft.action === "assignRole";
  await requireGrantable(db, author, { roles: isRole ? [given.id] : [], groups: isRole ? [] : [given.id] });
  return given;
}

function wrong(pointer: string, detail: string): Problem {
  return new Problem("invalid-request", { detail, errors: [{ pointer, detail }] });
}
