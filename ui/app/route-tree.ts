import { createRootRoute, createRoute, lazyRouteComponent, redirect, retainSearchParams } from "@tanstack/react-router";
import { z } from "zod";
import { Problem } from "#schema/problems";
import { RootPage } from "#ui/app/root-page.tsx";
import { pageSearch } from "#ui/app/search.ts";
import { Shell } from "#ui/app/shell/shell.tsx";
import { exchangeSearch, exchangesSearch } from "#ui/features/exchanges/search.ts";
import { queryClient } from "#ui/lib/query-client.ts";
import { sessionQuery } from "#ui/lib/session.ts";

const text = z.string().max(2_000).optional().catch(undefined);

const rootRoute = createRootRoute({ component: RootPage });

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  staticData: { title: "Sign in" },
  validateSearch: z.object({ back: text, expired: text }),
  component: lazyRouteComponent(() => import("#ui/features/sign-in/sign-in-page.tsx"), "SignInPage"),
});

const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/setup",
  staticData: { title: "Set up" },
  validateSearch: z.object({ token: text }),
  component: lazyRouteComponent(() => import("#ui/features/setup/setup-page.tsx"), "SetupPage"),
});

const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  component: Shell,
  validateSearch: pageSearch,
  search: { middlewares: [retainSearchParams(["env", "from", "to"])] },
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(sessionQuery);
    } catch (error) {
      if (error instanceof Problem && error.status === 401) throw redirect({ to: "/sign-in", search: { back: location.href } });
      throw error;
    }
  },
});

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/exchanges" });
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

export const routeTree = rootRoute.addChildren([signInRoute, setupRoute, shellRoute.addChildren([homeRoute, exchangesRoute, exchangeRoute])]);
