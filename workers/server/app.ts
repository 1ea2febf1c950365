import { Hono } from "hono";
import { endpoints } from "#schema/contract/index";
import { Problem } from "#schema/problems";
import { accountRoutes } from "#server/features/account/routes";
import { agentsRoutes } from "#server/features/agents/routes";
import { appsRoutes } from "#server/features/apps/routes";
import { artifactsRoutes } from "#server/features/artifacts/routes";
import { auditRoutes } from "#server/features/audit/routes";
import { authenticator } from "#server/features/auth/index";
import { authRoutes } from "#server/features/auth/routes";
import { containerLogsRoutes } from "#server/features/container-logs/routes";
import { deploymentsRoutes } from "#server/features/deployments/routes";
import { environmentsRoutes } from "#server/features/environments/routes";
import { exchangesRoutes } from "#server/features/exchanges/routes";
import { bootstrapTokensRoutes } from "#server/features/bootstrap-tokens/routes";
import { claimMappingsRoutes } from "#server/features/claim-mappings/routes";
import { entitle } from "#server/features/license/index";
import { licenseRoutes } from "#server/features/license/routes";
import { groupsRoutes } from "#server/features/groups/routes";
import { housekeeper } from "#server/features/housekeeping/index";
import { healthRoutes } from "#server/features/health/routes";
import { ingestRoutes } from "#server/features/ingest/routes";
import { invitationsRoutes } from "#server/features/invitations/routes";
import { oidcRoutes } from "#server/features/oidc/routes";
import { onboardingRoutes } from "#server/features/onboarding/routes";
import { providerSignInRoutes } from "#server/features/provider-sign-in/routes";
import { quarantineRoutes } from "#server/features/quarantine/routes";
import { serviceAccountsRoutes } from "#server/features/service-accounts/routes";
import { rolesRoutes } from "#server/features/roles/routes";
import { routesRoutes } from "#server/features/routes/routes";
import { syncRoutes } from "#server/features/sync/routes";
import { setupGuideRoutes } from "#server/features/setup-guide/routes";
import { usersRoutes } from "#server/features/users/routes";
import { runnersRoutes } from "#server/features/runners/routes";
import { dated } from "#server/platform/dated";
import type { Deps } from "#server/platform/deps";
import { isApi, secured } from "#server/platform/security-headers";
import type { Kernel } from "#server/platform/serve";
import { problemReply, routeOf } from "#server/platform/serve";
import { staticFile } from "#server/platform/static-files";

const features = [
  agentsRoutes,
  healthRoutes,
  authRoutes,
  oidcRoutes,
  providerSignInRoutes,
  accountRoutes,
  setupGuideRoutes,
  usersRoutes,
  groupsRoutes,
  rolesRoutes,
  serviceAccountsRoutes,
  invitationsRoutes,
  auditRoutes,
  bootstrapTokensRoutes,
  claimMappingsRoutes,
  onboardingRoutes,
  exchangesRoutes,
  ingestRoutes,
  quarantineRoutes,
  routesRoutes,
  environmentsRoutes,
  runnersRoutes,
  appsRoutes,
  artifactsRoutes,
  deploymentsRoutes,
  syncRoutes,
  containerLogsRoutes,
  licenseRoutes,
];

export interface App {
  fetch(request: Request): Promise<Response>;
  /** Ids of the endpoints that are mounted. */
  readonly served: ReadonlySet<string>;
}

/** The whole server. `files` holds the built UI. */
export function buildApp(deps: Deps, files: Fetcher): App {
  const app = new Hono();
  const kernel: Kernel = { app, deps, authenticate: authenticator(), entitle, served: new Set() };
  for (const mount of features) mount(kernel);
  refuseOtherMethods(kernel);
  app.onError((cause) => problemReply(new Problem("unexpected", { cause }), deps.newId("request")));
  app.notFound(async (c) => {
    if (isApi(new URL(c.req.url).pathname)) return problemReply(new Problem("not-found"), deps.newId("request"));
    return staticFile(files, c.req.raw);
  });
  const keepHouse = housekeeper(deps);
  return {
    fetch: async (request) => {
      keepHouse();
      return dated(secured(request, await app.fetch(request)), deps.clock.now());
    },
    served: kernel.served,
  };
}

/** A known address asked with a method it does not have. Fixed addresses come before those that a parameter would match as well. */
function refuseOtherMethods({ app, deps }: Kernel): void {
  const methods = [...Map.groupBy(endpoints, routeOf)].toSorted(([one], [other]) => one.split(":").length - other.split(":").length);
  for (const [path, known] of methods) {
    const allow = [...new Set(known.map((endpoint) => endpoint.method))].join(", ");
    app.all(path, () => {
      return problemReply(new Problem("method-not-allowed"), deps.newId("request"), new Headers({ allow }));
    });
  }
}
