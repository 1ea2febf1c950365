import { createRoute, lazyRouteComponent, notFound, redirect } from "@tanstack/react-router";
import { AdminFrame } from "#ui/app/admin/admin-frame.tsx";
import { adminSections } from "#ui/app/admin/sections.ts";
import { shellRoute } from "#ui/app/shell-route.ts";
import { auditSearch, usersSearch } from "#ui/features/admin/search.ts";
import { queryClient } from "#ui/lib/query-client.ts";
import { sessionQuery } from "#ui/lib/session.ts";

const adminRoute = createRoute({ getParentRoute: () => shellRoute, path: "/admin", component: AdminFrame });

const indexRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "/",
  beforeLoad: async () => {
    const { user } = await queryClient.ensureQueryData(sessionQuery);
    const first = adminSections.find(({ needs }) => user.permissions.includes(needs));
    if (first === undefined) throw notFound();
    throw redirect({ to: first.to });
  },
});

const usersRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "/users",
  staticData: { title: "Users" },
  validateSearch: usersSearch,
  component: lazyRouteComponent(() => import("#ui/features/admin/users-page.tsx"), "UsersPage"),
});

const auditRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "/audit",
  staticData: { title: "Audit" },
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import("#ui/features/admin/audit-page.tsx"), "AuditPage"),
});

const environmentsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "/environments",
  staticData: { title: "Environments" },
  component: lazyRouteComponent(() => import("#ui/features/environments/environments-page.tsx"), "EnvironmentsPage"),
});

const runnersRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "/runners",
  staticData: { title: "Runners" },
  component: lazyRouteComponent(() => import("#ui/features/runners/runners-page.tsx"), "RunnersPage"),
});

const runnerRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "/runners/$id",
  staticData: { title: "Runner" },
  component: lazyRouteComponent(() => import("#ui/features/runners/runner-page.tsx"), "RunnerPage"),
});

export const adminRoutes = adminRoute.addChildren([indexRoute, usersRoute, auditRoute, environmentsRoute, runnersRoute, runnerRoute]);
