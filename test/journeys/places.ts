import type { Page } from "playwright-core";

export interface Place {
  readonly name: string;
  /** `{name}` stands for the id that the test knows by that name. */
  readonly path: string;
  /** What to do there before looking. */
  readonly act?: (page: Page) => Promise<unknown>;
}

const openTab = (name: string) => (page: Page) => page.getByRole("tab", { name }).click();

const press = (name: string) => (page: Page) => page.getByRole("button", { name }).first().click();

/** Pages whose data is there from the start. */
export const places: readonly Place[] = [
  { name: "Exchanges", path: "/exchanges" },
  { name: "Exchanges, a search without matches", path: "/exchanges?q=route:nowhere" },
  { name: "Exchanges, a search that cannot be read", path: "/exchanges?q=status:" },
  { name: "An exchange beside the list", path: "/exchanges?panel={failed}" },
  { name: "Saved views", path: "/exchanges", act: press("Views") },
  { name: "Exchange, timeline", path: "/exchanges/{failed}" },
  { name: "Exchange, errors", path: "/exchanges/{failed}", act: openTab("Errors") },
  { name: "Exchange, messages", path: "/exchanges/{failed}", act: openTab("Messages") },
  { name: "Exchange, logs", path: "/exchanges/{failed}", act: openTab("Logs") },
  { name: "Exchange, trace", path: "/exchanges/{failed}", act: openTab("Trace") },
  { name: "Exchange, lineage", path: "/exchanges/{failed}", act: openTab("Lineage") },
  { name: "Exchange, correlated", path: "/exchanges/{failed}", act: openTab("Correlated") },
  { name: "Exchange, raw", path: "/exchanges/{failed}", act: openTab("Raw") },
  { name: "Exchange that does not exist", path: "/exchanges/exc_00000000000070008000000000000000" },
  { name: "Routes", path: "/routes" },
  { name: "Agents", path: "/agents" },
  { name: "Quarantine", path: "/quarantine" },
  { name: "Users", path: "/admin/users" },
  { name: "Groups", path: "/admin/groups" },
  { name: "Roles", path: "/admin/roles" },
  { name: "A role", path: "/admin/roles/OPERATOR" },
  { name: "A new role", path: "/admin/roles/new" },
  { name: "Environments", path: "/admin/environments" },
  { name: "A new environment", path: "/admin/environments", act: press("Add environment") },
  { name: "Runners", path: "/admin/runners" },
  { name: "A new runner", path: "/admin/runners", act: press("Add runner") },
  { name: "License", path: "/admin/license" },
  { name: "Invitations", path: "/admin/invitations" },
  { name: "An invitation", path: "/admin/invitations", act: press("Invite somebody") },
  { name: "Service accounts", path: "/admin/service-accounts" },
  { name: "A service account", path: "/admin/service-accounts", act: press("New service account") },
  { name: "Account", path: "/account" },
  { name: "A new password", path: "/account", act: press("Change password…") },
  { name: "A second factor", path: "/account", act: press("Set up…") },
  { name: "A link that is over", path: "/invite#nothing" },
  { name: "Audit", path: "/admin/audit" },
  { name: "The verified audit log", path: "/admin/audit", act: press("Verify") },
  { name: "Claim mapping", path: "/admin/claim-mapping" },
  { name: "A claim rule", path: "/admin/claim-mapping", act: press("Add rule") },
  { name: "Agent tokens", path: "/admin/agent-tokens" },
  { name: "A new agent token", path: "/admin/agent-tokens", act: press("New token") },
  { name: "Set-up guide", path: "/guide" },
  { name: "Welcome", path: "/welcome" },
  { name: "No such page", path: "/nothing-here" },
  { name: "Command palette", path: "/exchanges", act: (page) => page.keyboard.press("Control+k") },
  { name: "Keyboard help", path: "/exchanges", act: (page) => page.keyboard.press("?") },
  { name: "Time range", path: "/routes", act: (page) => page.keyboard.press("t") },
  { name: "Help for searching", path: "/exchanges", act: (page) => page.getByRole("button", { name: "How to search" }).click() },
  {
    name: "Suggestions of the search",
    path: "/exchanges",
    act: async (page) => {
      await page.getByRole("textbox", { name: "Search exchanges" }).fill("status:");
      await page.getByRole("option", { name: "failed 2" }).waitFor();
    },
  },
];

/** Before a runner has enrolled. */
export const placesWithoutRuntime: readonly Place[] = [{ name: "Applications, while no runner is there", path: "/apps" }];

/** Opens a menu and chooses from it. */
const choose = (menu: string, item: string) => async (page: Page) => {
  await page.getByRole("button", { name: menu }).first().click();
  await page.getByRole("menuitem", { name: item }).click();
};

const inApp = (tab: string, rest = ""): string => `/apps/{orders}?show=${tab}&in={dev}${rest}`;

/** Pages about apps that run on hosts. */
export const runtimePlaces: readonly Place[] = [
  { name: "Applications", path: "/apps" },
  { name: "A new application", path: "/apps", act: press("New app") },
  { name: "An application", path: "/apps/{orders}" },
  { name: "Its versions", path: inApp("artifacts") },
  { name: "Its deployments", path: inApp("deployments") },
  { name: "Its settings", path: inApp("settings") },
  { name: "Its log", path: inApp("logs") },
  { name: "A log without a match", path: inApp("logs", "&q=nothing-like-this") },
  { name: "Deploying", path: "/apps/{orders}", act: press("Deploy") },
  { name: "What is shown of an app", path: "/apps/{orders}", act: choose("App actions", "Edit…") },
  { name: "Deleting an app", path: "/apps/{orders}", act: choose("App actions", "Delete…") },
  { name: "A new telemetry token", path: "/apps/{orders}", act: choose("Actions in ", "Rotate telemetry token…") },
  { name: "Going back", path: "/apps/{orders}", act: choose("Actions in ", "Roll back…") },
  { name: "A deployment that was taken back", path: "/deployments/{rolledBack}" },
  { name: "A deployment that waits", path: "/deployments/{waiting}" },
  { name: "Runners with a host", path: "/admin/runners" },
  { name: "A runner", path: "/admin/runners/{runner}" },
  { name: "Environments with apps", path: "/admin/environments" },
];
