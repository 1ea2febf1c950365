import type { z } from "zod";
import type { rule as contract } from "#schema/contract/claim-mappings";
import { Problem } from "#schema/problems";
import { findAllRules } from "#server/features/claim-mappings/claim-mappings.store";
import { loadTargets } from "#server/features/claim-mappings/load-targets";
import type { Targets } from "#server/features/claim-mappings/rule";
import { aimed, draftOf } from "#server/features/claim-mappings/rule";
import { warningsOf } from "#server/features/claim-mappings/warnings";
import type { Queries } from "#server/platform/database";

type Shown = z.output<typeof contract>;

/** All rules as the contract shows them, in the order of evaluation. */
export async function shownRules(db: Queries, known?: Targets): Promise<Shown[]> {
  const targets = known ?? (await loadTargets(db));
  const rows = await findAllRules(db);
  const rules = rows.map((row) => aimed(row, targets));
  return rows.map((row, index) => {
    const rule = aimed(row, targets);
    const warnings = warningsOf(rule, rules.slice(0, index));
    return { ...draftOf(rule), id: row.id, targetId: row.target, holders: row.holders, warnings };
  });
}

/** Throws `not-found`. */
export async function shownRule(db: Queries, id: string, targets?: Targets): Promise<Shown> {
  const found = (await shownRules(db, targets)).find((rule) => rule.id === id);
  if (found === undefined) throw new Problem("not-found");
  return found;
}
