import { createRoute, lazyRouteComponent, notFound, redirect } from "@tanstack/react-router";
import { AdminFrame } from "#ui/app/admin/admin-frame.tsx";
import { adminSections } from "#ui/app/admin/sections.ts";
import { shellRoute } from "#ui/app/shell-route.ts";
import { auditSearch } from "#ui/features/admin/search.ts";
import { signInSettingsSearch } from "#ui/features/identity-provider/search.ts";
import { groupsSearch, userSearch, usersSearch } from "#ui/features/people/search.ts";
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
  component: lazyRouteComponent(() => import("#ui/features/people/users/users-page.tsx"), "UsersPage"),
});

const userRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "/users/$id",
  staticData: { title: "User" },
  validateSearch: userSearch,
  component: lazyRouteComponent(() => import("#ui/features/people/users/user-page.tsx"), "UserPage"),
});

const groupsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "/groups",
  staticData: { title: "Groups" },
  validateSearch: groupsSearch,
  component: lazyRouteComponent(() => import("#ui/features/people/groups/groups-page.tsx"), "GroupsPage"),
});

const groupRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "/groups/$id",
  staticData: { title: "Group" },
  component: lazyRouteComponent(() => import("#ui/features/people/groups/group-page.tsx"), "GroupPage"),
});

const rolesRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "/roles",
  staticData: { title: "Roles" },
  component: lazyRouteComponent(() => import("#ui/features/people/roles/roles-page.tsx"), "RolesPage"),
});

const newRoleRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "/roles/new",
  staticData: { title: "New role" },
  component: lazyRouteComponent(() => import("#ui/features/people/roles/role-page.tsx"), "NewRolePage"),
});

const roleRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "/roles/$id",
  staticData: { title: "Role" },
  component: lazyRouteComponent(() => import("#ui/features/people/roles/role-page.tsx"), "RolePage"),
});

const invitationsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "/invitations",
  staticData: { title: "Invitations" },
  component: lazyRouteComponent(() => import("#ui/features/people/invitations/invitations-page.tsx"), "InvitationsPage"),
});

const serviceAccountsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "/service-accounts",
  staticData: { title: "Service accounts" },
  component: lazyRouteComponent(() => import("#ui/features/people/service-accounts/service-accounts-page.tsx"), "ServiceAccountsPage"),
});

const signInRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "/sign-in",
  staticData: { title: "Identity provider" },
  validateSearch: signInSettingsSearch,
  component: lazyRouteComponent(() => import("#ui/features/identity-provider/sign-in-settings-page.tsx"), "SignInSettingsPage"),
});

const auditRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "/audit",
  staticData: { title: "Audit" },
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import("#ui/features/admin/audit-page.tsx"), "AuditPage"),
});

const licenseRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "/license",
  staticData: { title: "License" },
  component: lazyRouteComponent(() => import("#ui/features/license/license-page.tsx"), "LicensePage"),
});

const agentTokensRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "/agent-tokens",
  staticData: { title: "Agent tokens" },
  component: lazyRouteComponent(() => import("#ui/features/agent-tokens/agent-tokens-page.tsx"), "AgentTokensPage"),
});

const claimMappingRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "/claim-mapping",
  staticData: { title: "Claim mapping" },
  component: lazyRouteComponent(() => import("#ui/features/claim-mapping/claim-mapping-page.tsx"), "ClaimMappingPage"),
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

export const adminRoutes = adminRoute.addChildren([
  indexRoute,
  signInRoute,
  usersRoute,
  userRoute,
  groupsRoute,
  groupRoute,
  rolesRoute,
  newRoleRoute,
  roleRoute,
  invitationsRoute,
  serviceAccountsRoute,
  licenseRoute,
  auditRoute,
  agentTokensRoute,
  claimMappingRoute,
  environmentsRoute,
  runnersRoute,
  runnerRoute,
]);
