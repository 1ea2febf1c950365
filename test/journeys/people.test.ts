import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { openBrowser } from "./browser.ts";
import type { TestBrowser } from "./browser.ts";
import { stillToInstall } from "./needed-programs.ts";
import { administrator, startProduct } from "./product.ts";
import type { Product } from "./product.ts";
import { signIn } from "./sign-in.ts";

const toInstall = stillToInstall("chromium");

let product: Product;
let browser: TestBrowser;
let page: Page;

beforeAll(async () => {
  if (toInstall !== "") return;
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  ({ page } = await browser.visit());
  await signIn(page, `${product.url}/admin`);
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const button = (name: string) => page.getByRole("button", { name, exact: true });

async function isShown(locator: Locator): Promise<boolean> {
  await locator.waitFor();
  return locator.isVisible();
}

async function add(label: string, name: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(name);
  await page.keyboard.press("Enter");
}

/** One story: each test goes on where the one before ended. */
describe.skipIf(toInstall !== "")(`somebody new in the team${toInstall}`, { timeout: 60_000 }, () => {
  test("the administration opens at its first page, and every page of it has an address", async () => {
    await page.getByRole("heading", { name: "Users", level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/admin/users");
    await page.getByRole("navigation", { name: "Administration" }).getByRole("link", { name: "Roles" }).press("Enter");
    await page.getByRole("heading", { name: "Roles", level: 1 }).waitFor();
  });

  test("a role of one's own is made of permissions", async () => {
    await page.getByRole("link", { name: "New role" }).press("Enter");
    await page.getByLabel("Name", { exact: true }).fill("Log readers");
    await page.getByLabel("Read application logs").press("Space");
    await button("Create role").press("Enter");
    await page.getByRole("heading", { name: "Log readers", level: 1 }).waitFor();
    await page.reload();
    expect(await page.getByLabel("Read application logs").isChecked()).toBe(true);
  });

  test("a name that looks like a built-in role's is refused where it was typed", async () => {
    await page.getByLabel("Name", { exact: true }).fill("ADM1N");
    await button("Save").press("Enter");
    expect(await isShown(page.getByText("This name looks like that of a built-in role."))).toBe(true);
  });

  test("a group stands under another and gives its members what that one holds", async () => {
    await page.goto(`${product.url}/admin/groups`);
    for (const [name, parent] of [
      ["Department", ""],
      ["Night shift", "Department"],
    ] as const) {
      await button("New group").first().press("Enter");
      await page.getByLabel("Name", { exact: true }).fill(name);
      await page.getByLabel("Stands under").selectOption({ label: parent === "" ? "No other group" : parent });
      await button("Create group").press("Enter");
      await page.getByRole("heading", { name, level: 1 }).waitFor();
      await page.getByRole("navigation", { name: "Administration" }).getByRole("link", { name: "Groups" }).click();
    }
    await page.getByRole("link", { name: "Department" }).click();
    await add("Add a role", "log readers");
    await page.getByRole("link", { name: "Log readers" }).waitFor();
    await page.getByRole("link", { name: "Night shift" }).click();
    expect(await isShown(page.getByText("from above"))).toBe(true);
  });

  test("somebody is added, put into it, and the page says why they may read logs", async () => {
    await page.goto(`${product.url}/admin/users`);
    await button("Add user").press("Enter");
    await page.getByLabel("Username").fill("ben");
    await page.getByLabel("First password").fill("a fine long sentence");
    await page.getByLabel("Viewer").uncheck();
    await button("Add user").last().click();
    await page.getByRole("heading", { name: "ben", level: 1 }).waitFor();
    await add("Add to a group", "night shift");
    await page.getByRole("link", { name: "Night shift" }).first().waitFor();
    await page.getByRole("tab", { name: "Permissions" }).click();
    const why = page.getByRole("listitem").filter({ hasText: "logs:read" }).first();
    await expect
      .poll(async () => (await why.innerText()).replaceAll(/\s+/g, " "), { timeout: 15_000 })
      .toContain("Direct Night shift in Department Log readers");
    expect(page.url()).toContain("show=permissions");
  });

  test("the last administrator is told why they cannot go", async () => {
    await page.goto(`${product.url}/admin/users`);
    await page.getByRole("link", { name: administrator.username, exact: true }).click();
    await button(`More for ${administrator.username}`).press("Enter");
    await page.getByRole("menuitem", { name: "Disable…" }).press("Enter");
    await button("Disable").press("Enter");
    expect(await isShown(page.getByRole("alert").getByText("Somebody must be left who can administrate and sign in."))).toBe(true);
    await button("Cancel").press("Enter");
  });

  test("somebody who leaves is deleted after a question", async () => {
    await page.goto(`${product.url}/admin/users?find=ben`);
    await page.getByRole("link", { name: "ben", exact: true }).click();
    await button("More for ben").press("Enter");
    await page.getByRole("menuitem", { name: "Delete…" }).press("Enter");
    await button("Delete").press("Enter");
    expect(await isShown(page.getByText("ben was deleted."))).toBe(true);
    await page.waitForURL((url) => url.pathname === "/admin/users");
  });
});
