import { Problem } from "#schema/problems";
import { isUniqueViolation } from "#server/platform/database-errors";

/** Runs a change that may give an account a name; `conflict` when another one has it. */
export async function refuseTakenName<T>(change: () => Promise<T>): Promise<T> {
  try {
    return await change();
  } catch (thrown) {
    if (!isUniqueViolation(thrown, "service_accounts_name")) throw thrown;
    const errors = [{ pointer: "/body/name", detail: "Taken" }];
    throw new Problem("conflict", { detail: "There is a service account with this name.", errors });
  }
}
