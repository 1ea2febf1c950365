import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { z } from "zod";
import { adminRoutes } from "#ui/app/admin/admin-routes.ts";
import { rootRoute, shellRoute } from "#ui/app/shell-route.ts";
import { agentSearch, agentsSearch } from "#ui/features/agents/search.ts";
import { appSearch, appsSearch } from "#ui/features/apps/search.ts";
import { exchangeSearch, exchangesSearch } from "#ui/features/exchanges/search.ts";
import { welcomeSearch } from "#ui/features/onboarding/search.ts";
import { quarantineSearch } from "#ui/features/quarantine/search.ts";
import { routeSearch, routesSearch } from "#ui/features/routes/search.ts";
import { onboardingQuery } from "#ui/lib/onboarding.ts";
import { queryClient } from "#ui/lib/query-client.ts";

const text = z.string().max(2_000).optional().catch(undefined);

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  staticData: { title: "Sign in" },
  validateSearch: z.object({ back: text, expired: text, refused: text }),
  component: lazyRouteComponent(() => import("#ui/features/sign-in/sign-in-page.tsx"), "SignInPage"),
});

const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/setup",
  staticData: { title: "Set up" },
  validateSearch: z.object({ token: text }),
  component: lazyRouteComponent(() => import("#ui/features/setup/setup-page.tsx"), "SetupPage"),
});

const inviteRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/invite",
  staticData: { title: "Invitation" },
  component: lazyRouteComponent(() => import("#ui/features/invite/invite-page.tsx"), "InvitePage"),
});

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/",
  beforeLoad: async () => {
    const onboarding = await queryClient.fetchQuery(onboardingQuery).catch(() => undefined);
    throw redirect({ to: onboarding?.firstDataAt === null ? "/welcome" : "/exchanges" });
  },
});

const exchangesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/exchanges",
  staticData: { title: "Exchanges", telemetry: true },
  validateSearch: exchangesSearch,
  component: lazyRouteComponent(() => import("#ui/features/exchanges/exchanges-page.tsx"), "ExchangesPage"),
});

const exchangeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/exchanges/$id",
  staticData: { title: "Exchange" },
  validateSearch: exchangeSearch,
  component: lazyRouteComponent(() => import("#ui/features/exchanges/exchange-page.tsx"), "ExchangePage"),
});

const welcomeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/welcome",
  staticData: { title: "Connect an app" },
  validateSearch: welcomeSearch,
  component: lazyRouteComponent(() => import("#ui/features/onboarding/welcome-page.tsx"), "WelcomePage"),
});

const routesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/routes",
  staticData: { title: "Routes", telemetry: true },
  validateSearch: routesSearch,
  component: lazyRouteComponent(() => import("#ui/features/routes/routes-page.tsx"), "RoutesPage"),
});

const routeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/routes/$app/$route",
  staticData: { title: "Route", telemetry: true },
  validateSearch: routeSearch,
  component: lazyRouteComponent(() => import("#ui/features/routes/route-page.tsx"), "RoutePage"),
});

const agentsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/agents",
  staticData: { title: "Agents" },
  validateSearch: agentsSearch,
  component: lazyRouteComponent(() => import("#ui/features/agents/agents-page.tsx"), "AgentsPage"),
});

const agentRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/agents/$id",
  staticData: { title: "Agent" },
  validateSearch: agentSearch,
  component: lazyRouteComponent(() => import("#ui/features/agents/agent-page.tsx"), "AgentPage"),
});

const quarantineRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/quarantine",
  staticData: { title: "Quarantine", telemetry: true },
  validateSearch: quarantineSearch,
  component: lazyRouteComponent(() => import("#ui/features/quarantine/quarantine-page.tsx"), "QuarantinePage"),
});

const appsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/apps",
  staticData: { title: "Applications" },
  validateSearch: appsSearch,
  component: lazyRouteComponent(() => import("#ui/features/apps/apps-page.tsx"), "AppsPage"),
});

const appRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/apps/$id",
  staticData: { title: "Application" },
  validateSearch: appSearch,
  component: lazyRouteComponent(() => import("#ui/features/apps/app-page.tsx"), "AppPage"),
});

const deploymentRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/deployments/$id",
  staticData: { title: "Deployment" },
  component: lazyRouteComponent(() => import("#ui/features/apps/deployments/deployment-page.tsx"), "DeploymentPage"),
});

const guideRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/guide",
  staticData: { title: "Set-up" },
  component: lazyRouteComponent(() => import("#ui/features/setup-guide/guide-page.tsx"), "GuidePage"),
});

const accountRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/account",
  staticData: { title: "Account" },
  component: lazyRouteComponent(() => import("#ui/features/account/account-page.tsx"), "AccountPage"),
});

export const routeTree = rootRoute.addChildren([
  signInRoute,
  setupRoute,
  inviteRoute,
  shellRoute.addChildren([
    homeRoute,
    welcomeRoute,
    guideRoute,
    exchangesRoute,
    exchangeRoute,
    routesRoute,
    routeRoute,
    agentsRoute,
    agentRoute,
    quarantineRoute,
    accountRoute,
    appsRoute,
    appRoute,
    deploymentRoute,
    adminRoutes,
  ]),
]);
