import type { getHealth as endpoint } from "#schema/contract/health";
import { version } from "#schema/version";
import { askPostgres } from "#server/features/health/health.store";
import type { Verb } from "#server/platform/call";

const patienceMs = 2_000;

export const getHealth: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const [postgres, clickhouse] = await Promise.all([
    within(askPostgres(deps.db.forTenant(ctx.tenant)).then(() => true)),
    within(deps.clickhouse.isReachable()),
  ]);
  return { status: postgres === "ok" && clickhouse === "ok" ? "ok" : "degraded", version, postgres, clickhouse };
};

async function within(answer: Promise<boolean>): Promise<"ok" | "unreachable"> {
  const { promise: tooLate, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), patienceMs);
  try {
    return (await Promise.race([answer, tooLate])) ? "ok" : "unreachable";
  } catch {
    return "unreachable";
  } finally {
    clearTimeout(timer);
  }
}
