import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { listApps } from "#schema/contract/apps";
import { call } from "#schema/contract/call";
import { listDeployments } from "#schema/contract/deployments";
import { listExchanges } from "#schema/contract/exchanges";
import { eventually } from "#test/eventually";
import { demoFolder } from "#test/fleet/runtime/demo-folder";
import { type DemoRuntime, startRuntime } from "#test/fleet/runtime/start-runtime";

import { findings, settled } from "./axe.ts";
import { openBrowser } from "./browser.ts";
import type { TestBrowser, Visitor } from "./browser.ts";
import { stillToInstall } from "./needed-programs.ts";
import type { Place } from "./places.ts";
import { places, placesWithoutRuntime, runtimePlaces } from "./places.ts";
import { administrator, startProduct } from "./product.ts";
import type { Product } from "./product.ts";
import { sendRecordedOrders } from "./recorded-orders.ts";
import { signIn } from "./sign-in.ts";

const toInstall = stillToInstall("chromium");

/** Both schemes and both widths, each with the other: what is wrong at one width or in one scheme shows. */
const looks = [
  { colorScheme: "light", width: 1440 },
  { colorScheme: "dark", width: 390 },
] as const;

let product: Product;
let browser: TestBrowser;
let visitors: readonly Visitor[];
let folder: string;
let runtime: DemoRuntime | undefined;
/** Ids by the names that the places use for them. */
const known: Record<string, string> = {};

beforeAll(async () => {
  if (toInstall !== "") return;
  [product, browser, folder] = await Promise.all([startProduct(), openBrowser(), mkdtemp(join(tmpdir(), "cameleer-axe-"))]);
  await sendRecordedOrders(product);
  const opened = looks.map(({ colorScheme, width }) =>
    browser.visit({ colorScheme, viewport: { width, height: 900 }, reducedMotion: "reduce" }),
  );
  visitors = await Promise.all(opened);
  known["failed"] = await eventually({ what: "a failed exchange", withinMs: 10_000 }, async () => {
    const { items } = await call(product.caller, listExchanges, { query: { status: "failed", error: "statusCode: 402", limit: 1 } });
    return items[0]?.id;
  });
});

afterAll(async () => {
  await browser?.close();
  await runtime?.stop();
  await product?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true });
});

/** What is wrong there, in both looks at once: they share the time that each waits for the server. */
async function objectionsTo({ path, act }: Place): Promise<string[]> {
  const address = product.url + path.replace(/\{(\w+)\}/g, (_, name: string) => known[name] ?? name);
  const looked = visitors.map(async ({ page, troubles }) => {
    await page.goto(address);
    await settled(page);
    await act?.(page);
    await settled(page);
    return [...(await findings(page)), ...troubles];
  });
  return (await Promise.all(looked)).flat();
}

describe.skipIf(toInstall !== "")(`axe finds nothing, light and dark, wide and narrow${toInstall}`, () => {
  test("Sign in", async () => {
    expect(await objectionsTo({ name: "Sign in", path: "/sign-in" })).toEqual([]);
    await Promise.all(visitors.map(({ page }) => signIn(page, `${product.url}/exchanges`)));
  });

  test.each(placesWithoutRuntime)("$name", async (place) => {
    expect(await objectionsTo(place)).toEqual([]);
  });

  describe("with a host on which apps are deployed meanwhile", () => {
    beforeAll(async () => {
      runtime = await startRuntime(product.caller, demoFolder(folder, product.url));
    });

    test.each(places)("$name", async (place) => {
      expect(await objectionsTo(place)).toEqual([]);
    });
  });

  describe("with apps that have a history", () => {
    beforeAll(async () => {
      await runtime?.told;
      const [{ items: apps }, { items: deployments }] = await Promise.all([
        call(product.caller, listApps, { query: {} }),
        call(product.caller, listDeployments, { query: { limit: 200 } }),
      ]);
      const deploymentIn = (state: string) => deployments.find((one) => one.state === state);
      const [rolledBack, waiting] = [deploymentIn("rolled-back"), deploymentIn("waiting")];
      const orders = apps.find(({ name }) => name === "orders");
      Object.assign(known, { orders: orders?.id, dev: rolledBack?.environmentId, runner: rolledBack?.runnerId });
      Object.assign(known, { rolledBack: rolledBack?.id, waiting: waiting?.id });
    });

    test.each(runtimePlaces)("$name", async (place) => {
      expect(await objectionsTo(place)).toEqual([]);
    });
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

/** Presses Tab until the element has the focus, as a person would; at most as often as a page has stops. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let stop = 0; stop < 80; stop += 1) {
    await page.keyboard.press("Tab");
    if ((await page.locator(`${selector}:focus`).count()) > 0) return;
  }
  throw new Error(`Tab never reaches ${selector}`);
}
