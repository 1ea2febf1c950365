import * as account from "#schema/contract/account";
import * as agentProtocol from "#schema/contract/agent-protocol";
import * as agents from "#schema/contract/agents";
import * as appSettings from "#schema/contract/app-settings";
import * as apps from "#schema/contract/apps";
import * as artifacts from "#schema/contract/artifacts";
import * as audit from "#schema/contract/audit";
import * as auth from "#schema/contract/auth";
import * as bootstrapTokens from "#schema/contract/bootstrap-tokens";
import * as claimMappings from "#schema/contract/claim-mappings";
import * as correlation from "#schema/contract/correlation";
import type { Endpoint } from "#schema/contract/endpoint";
import * as containerLogs from "#schema/contract/container-logs";
import * as deployments from "#schema/contract/deployments";
import * as environments from "#schema/contract/environments";
import * as exchanges from "#schema/contract/exchanges";
import * as groups from "#schema/contract/groups";
import * as health from "#schema/contract/health";
import * as ingest from "#schema/contract/ingest";
import * as invitations from "#schema/contract/invitations";
import * as license from "#schema/contract/license";
import * as lineage from "#schema/contract/lineage";
import * as oidc from "#schema/contract/oidc";
import * as onboarding from "#schema/contract/onboarding";
import * as revisions from "#schema/contract/revisions";
import * as routes from "#schema/contract/routes";
import * as runnerProtocol from "#schema/contract/runner-protocol";
import * as runners from "#schema/contract/runners";
import * as serviceAccounts from "#schema/contract/service-accounts";
import * as setupGuide from "#schema/contract/setup-guide";
import * as taps from "#schema/contract/taps";
import * as users from "#schema/contract/users";

function endpointsOf(module: Record<string, unknown>): Endpoint[] {
  return Object.values(module).filter((value): value is Endpoint => typeof value === "object" && value !== null && "needs" in value);
}

/** Every endpoint of the server. One that is not here is not served. */
export const endpoints: readonly Endpoint[] = [
  health,
  auth,
  account,
  oidc,
  users,
  invitations,
  groups,
  serviceAccounts,
  claimMappings,
  license,
  audit,
  bootstrapTokens,
  setupGuide,
  exchanges,
  correlation,
  lineage,
  routes,
  agents,
  taps,
  agentProtocol,
  ingest,
  onboarding,
  environments,
  runners,
  apps,
  appSettings,
  artifacts,
  deployments,
  revisions,
  runnerProtocol,
  containerLogs,
].flatMap(endpointsOf);
