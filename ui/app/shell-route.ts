import { createRootRoute, createRoute, redirect, retainSearchParams } from "@tanstack/react-router";
import { Problem } from "#schema/problems";
import { OutOfReachPage } from "#ui/app/out-of-reach-page.tsx";
import { RootPage } from "#ui/app/root-page.tsx";
import { pageSearch } from "#ui/app/search.ts";
import { Shell } from "#ui/app/shell/shell.tsx";
import { queryClient } from "#ui/lib/query-client.ts";
import { sessionQuery } from "#ui/lib/session.ts";

export const rootRoute = createRootRoute({ component: RootPage });

/** Above every page that needs somebody signed in. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  component: Shell,
  errorComponent: OutOfReachPage,
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
