import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { call } from "#schema/contract/call";
import { listExchanges } from "#schema/contract/exchanges";
import { getLicense } from "#schema/contract/license";
import { eventually } from "#test/eventually";
import type { LicenseWishes } from "#tools/license-token";
import { claimsOf, signedLicense } from "#tools/license-token";

import type { TestBrowser } from "./browser.ts";
import { openBrowser } from "./browser.ts";
import { stillToInstall } from "./needed-programs.ts";
import type { Product } from "./product.ts";
import { startProduct } from "./product.ts";
import { sendRecordedOrders } from "./recorded-orders.ts";
import { signIn } from "./sign-in.ts";

const toInstall = stillToInstall("chromium");
const everything = ["debugger", "lineage", "correlation"];

let product: Product;
let browser: TestBrowser;
let exchange: string;

beforeAll(async () => {
  if (toInstall !== "") return;
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  await sendRecordedOrders(product);
  exchange = await eventually({ what: "an exchange", withinMs: 10_000 }, async () => {
    const { items } = await call(product.caller, listExchanges, { query: { status: "failed", limit: 1 } });
    return items[0]?.id;
  });
});

afterAll(async () => {
  if (toInstall !== "") return;
  await browser.close();
  await product.stop();
});

const aLicense = (wishes: LicenseWishes): Promise<string> => signedLicense(claimsOf(wishes, Date.now()));

async function offer(page: Page, license: string): Promise<void> {
  await page.getByLabel("License", { exact: true }).fill(license);
  await page.getByRole("button", { name: "See what it changes" }).click();
}

describe.skipIf(toInstall !== "")(`a license, in the browser${toInstall}`, () => {
  test("a missing feature teaches what it is good for, leads to the license, and is there once it is applied", async () => {
    const { page, troubles } = await browser.visit();
    await signIn(page, `${product.url}/exchanges/${exchange}?tab=correlated`);
    await page.getByText("Same trace, parents and children").waitFor();
    await page.getByRole("link", { name: "Go to the license" }).click();
    await page.getByText("There is no license.").waitFor();

    await offer(page, await aLicense({ seq: 1, tier: "TEAM", features: everything, limits: { users: 5 } }));
    const preview = page.getByRole("dialog");
    await preview.getByRole("row", { name: "Tier COMMUNITY TEAM" }).waitFor();
    await preview.getByRole("row", { name: "Users 50 5" }).waitFor();
    expect(await call(product.caller, getLicense, {})).toMatchObject({ state: "none" });
    await preview.getByRole("button", { name: "Apply license" }).click();
    await page.getByText("Test license").waitFor();
    await page.getByRole("meter", { name: "Users used" }).waitFor();

    await page.goto(`${product.url}/exchanges/${exchange}?tab=correlated`);
    await page.getByText(/exchanges of .* within|Nothing else belongs/).waitFor();
    await browser.screenshot(page, "correlated");
    expect(troubles).toEqual([]);
  });

  test("a license that is not good says why, and one that takes something away says what", async () => {
    const { page } = await browser.visit();
    await signIn(page, `${product.url}/admin/license`);
    await offer(page, await aLicense({ seq: 9, features: everything, tenant: "globex" }));
    await page.getByText("It was made for another tenant.").waitFor();

    await offer(page, await aLicense({ seq: 9, tier: "SMALL", features: [], limits: { users: 0 } }));
    const preview = page.getByRole("dialog");
    await preview.getByText("The feature lineage is switched off.").waitFor();
    await preview.getByText("There are 1 users, and it allows 0.").waitFor();
    await preview.getByRole("button", { name: "Cancel" }).click();
    expect(await call(product.caller, getLicense, {})).toMatchObject({ tier: "TEAM" });
  });
});
