import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { call } from "#schema/contract/call";
import { listExchanges } from "#schema/contract/exchanges";
import { eventually } from "#test/eventually";

import { openBrowser } from "./browser.ts";
import type { TestBrowser } from "./browser.ts";
import { stillToInstall } from "./needed-programs.ts";
import { administrator, startProduct } from "./product.ts";
import type { Product } from "./product.ts";
import { sendRecordedOrders } from "./recorded-orders.ts";
import { signIn } from "./sign-in.ts";

const toInstall = stillToInstall("chromium");

interface Place {
  name: string;
  /** `{failed}` stands for the id of a failed exchange. */
  path: string;
  /** What to do there before looking. */
  act?: (page: Page) => Promise<unknown>;
}

const openTab = (name: string) => (page: Page) => page.getByRole("tab", { name }).click();

const press = (name: string) => (page: Page) => page.getByRole("button", { name }).first().click();

const places: Place[] = [
  { name: "Exchanges", path: "/exchanges" },
  { name: "Exchanges, a search without matches", path: "/exchanges?q=route:nowhere" },
  { name: "Exchanges, a search that cannot be read", path: "/exchanges?q=status:" },
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
  { name: "Applications, while no runner is there", path: "/apps" },
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

/** Both schemes and both widths, each with the other: what is wrong at one width or in one scheme shows. */
const looks = [
  { colorScheme: "light", width: 1440 },
  { colorScheme: "dark", width: 390 },
] as const;

let product: Product;
let browser: TestBrowser;
let failed: string;

beforeAll(async () => {
  if (toInstall !== "") return;
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  await sendRecordedOrders(product);
  failed = await eventually({ what: "a failed exchange", withinMs: 10_000 }, async () => {
    const { items } = await call(product.caller, listExchanges, { query: { status: "failed", error: "statusCode: 402", limit: 1 } });
    return items[0]?.id;
  });
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

describe.skipIf(toInstall !== "").each(looks)(`$colorScheme, $width px${toInstall}`, ({ colorScheme, width }) => {
  let page: Page;
  let troubles: readonly string[];

  beforeAll(async () => {
    ({ page, troubles } = await browser.visit({ colorScheme, viewport: { width, height: 900 }, reducedMotion: "reduce" }));
  });

  test("Sign in", async () => {
    await page.goto(`${product.url}/sign-in`);
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    expect(await findings(page)).toEqual([]);
    await signIn(page, `${product.url}/exchanges`);
  });

  test.each(places)("$name", async ({ path, act }) => {
    await page.goto(product.url + path.replace("{failed}", failed));
    await settled(page);
    await act?.(page);
    await settled(page);
    expect(await findings(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });
});

test.skipIf(toInstall !== "")(`A failed exchange is found, opened and left with the keyboard alone${toInstall}`, async () => {
  const { page, troubles } = await browser.visit();
  await page.goto(`${product.url}/exchanges`);
  await page.locator('input[name="username"]:focus').waitFor();
  await page.keyboard.type(administrator.username);
  await tabTo(page, 'input[name="password"]');
  await page.keyboard.type(administrator.password);
  await page.keyboard.press("Enter");
  await page.getByRole("grid", { name: "Exchanges" }).waitFor();

  await page.keyboard.press("/");
  await page.keyboard.type('status:failed error:"statusCode: 402"');
  await page.keyboard.press("Enter");
  await page.getByRole("row").filter({ hasText: "statusCode: 402" }).waitFor();
  await tabTo(page, "[role=grid]");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+Enter");
  await page.getByRole("region", { name: "Selected step" }).getByText("with statusCode: 402").waitFor();

  await tabTo(page, "[role=tree]");
  await page.keyboard.press("Home");
  await page.getByRole("region", { name: "Selected step" }).getByRole("heading", { name: "read-order" }).waitFor();
  // What Alt+Left does: a browser's own keys are not among those that a test can press.
  await page.goBack();
  await page.getByRole("grid", { name: "Exchanges" }).waitFor();
  expect(await page.getByRole("textbox", { name: "Search exchanges" }).inputValue()).toContain("status:failed");
  expect(troubles).toEqual([]);
});

const movement =
  "document.getAnimations().some((one) => one.playState === 'running' && one.effect?.getComputedTiming().endTime !== Infinity)";

/** Waits until nothing on the page is on its way, or moves towards its final look. */
async function settled(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" });
  await page.locator(".skeleton, [aria-busy=true]").first().waitFor({ state: "detached" });
  await eventually({ what: "the page to come to rest", withinMs: 5_000 }, async () =>
    (await page.evaluate<boolean>(movement)) ? undefined : true,
  );
}

/** What axe objects to, one line each; and whether a narrow page must be scrolled sideways. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const objections = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} — ${node.failureSummary ?? ""}`),
  );
  const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
  return overflow > 0 ? [...objections, `the page is ${overflow} px wider than the window`] : objections;
}

/** Presses Tab until the element has the focus, as a person would; at most as often as a page has stops. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let stop = 0; stop < 80; stop += 1) {
    await page.keyboard.press("Tab");
    if ((await page.locator(`${selector}:focus`).count()) > 0) return;
  }
  throw new Error(`Tab never reaches ${selector}`);
}
