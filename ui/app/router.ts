import { createRouter } from "@tanstack/react-router";
import { FailedPage } from "#ui/app/failed-page.tsx";
import { NotFoundPage } from "#ui/app/not-found-page.tsx";
import { PendingPage } from "#ui/app/pending-page.tsx";
import { routeTree } from "#ui/app/route-tree.ts";
import { readSearch, writeSearch } from "#ui/lib/search-params.ts";

export const router = createRouter({
  routeTree,
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  defaultPreload: "intent",
  scrollRestoration: true,
  scrollToTopSelectors: ["#content"],
  defaultPendingMs: 150,
  defaultPendingMinMs: 0,
  defaultPendingComponent: PendingPage,
  defaultErrorComponent: FailedPage,
  defaultNotFoundComponent: NotFoundPage,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** The page's name, for the document's title and the palette's recent pages. */
    readonly title?: string;
    /** The page shows telemetry: the shell offers the time range and refreshing. */
    readonly telemetry?: boolean;
  }
}
