import * as agentProtocol from "#schema/contract/agent-protocol";
import * as agents from "#schema/contract/agents";
import * as auth from "#schema/contract/auth";
import type { Endpoint } from "#schema/contract/endpoint";
import * as exchanges from "#schema/contract/exchanges";
import * as health from "#schema/contract/health";
import * as ingest from "#schema/contract/ingest";
import * as onboarding from "#schema/contract/onboarding";
import * as routes from "#schema/contract/routes";
import * as users from "#schema/contract/users";

function endpointsOf(module: Record<string, unknown>): Endpoint[] {
  return Object.values(module).filter((value): value is Endpoint => typeof value === "object" && value !== null && "needs" in value);
}

/** Every endpoint of the server. One that is not here is not served. */
export const endpoints: readonly Endpoint[] = [health, auth, users, exchanges, routes, agents, agentProtocol, ingest, onboarding].flatMap(
  endpointsOf,
);
