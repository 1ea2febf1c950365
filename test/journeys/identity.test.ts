import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";

import { call } from "#schema/contract/call";
import { createClaimMapping } from "#schema/contract/claim-mappings";
import { listUsers } from "#schema/contract/users";
import { freePort } from "#test/free-port";
import { audience, client, startIdentityProvider } from "#test/identity-provider";

import type { TestBrowser } from "./browser.ts";
import { openBrowser } from "./browser.ts";
import { stillToInstall } from "./needed-programs.ts";
import type { Product } from "./product.ts";
import { startProduct } from "./product.ts";
import { signIn } from "./sign-in.ts";
import { aFolder, runStandalone, whenReady } from "./standalone-process.ts";

const toInstall = stillToInstall("chromium");

let browser: TestBrowser;

beforeAll(async () => {
  if (toInstall === "") browser = await openBrowser();
});

afterAll(async () => browser?.close());

const ann = { sub: "ann", preferred_username: "ann", name: "Ann Example", groups: ["integration", "cameleer-admins"] };

/** Types a name at the company's own sign-in. */
async function typeName(page: Page, name: string): Promise<void> {
  await page.getByRole("heading", { name: "The company's sign-in" }).waitFor();
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Continue" }).click();
}

async function aProduct(): Promise<Product> {
  const product = await startProduct({ CAMELEER_OUTBOUND_PRIVATE: "true" });
  onTestFinished(() => product.stop());
  return product;
}

async function aProvider(site: string) {
  const idp = await startIdentityProvider({ site, asks: true });
  onTestFinished(() => idp.stop());
  idp.person = ann;
  return idp;
}

describe.skipIf(toInstall !== "")(`an identity provider, in the browser${toInstall}`, () => {
  test("is connected, tried and switched on by an administrator; then it signs people in with the roles that a rule gives, and says why", async () => {
    const product = await aProduct();
    const idp = await aProvider(product.url);
    await call(product.caller, createClaimMapping, {
      body: { claim: "groups", match: "contains", value: "cameleer-admins", action: "assignRole", target: "ADMIN" },
    });
    const { page, troubles } = await browser.visit();
    await signIn(page, `${product.url}/admin/sign-in`);
    await page.getByLabel("Issuer").fill(idp.issuer);
    await page.getByRole("button", { name: "Check the issuer" }).click();
    await page.getByText("Calls itself by this address").waitFor();
    await page.getByText("2 keys published").waitFor();
    await page.getByLabel("Client id").fill(client.id);
    await page.getByLabel("Client secret").fill(client.secret);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Sign in on trial first.").waitFor();
    await browser.screenshot(page, "identity-saved");

    const trialTab = page.waitForEvent("popup");
    await page.getByRole("link", { name: "Sign in on trial" }).click();
    const trial = await trialTab;
    await typeName(trial, "ann");
    await trial.getByText("This is what came of the sign-in on trial.").waitFor();
    await trial.getByText('"cameleer-admins"').waitFor();
    await trial.getByRole("region", { name: "Try it" }).getByText("ADMIN", { exact: true }).waitFor();
    await browser.screenshot(trial, "identity-tried");
    await trial.close();

    await page.reload();
    await page.getByText("Ready to be switched on.").waitFor();
    await page.getByRole("button", { name: "Switch on" }).click();
    await page.getByText("The provider is switched on.").waitFor();
    expect(troubles).toEqual([]);

    const person = await browser.visit();
    await person.page.goto(`${product.url}/admin/users`);
    await person.page.getByLabel("Password", { exact: true }).waitFor();
    await browser.screenshot(person.page, "identity-sign-in");
    await person.page.getByRole("link", { name: "Single sign-on" }).click();
    await typeName(person.page, "ann");
    await person.page.waitForURL(`${product.url}/admin/users`);
    const { items } = await call(product.caller, listUsers, {});
    const id = items.find(({ username }) => username === "ann")?.id ?? "";
    await person.page.goto(`${product.url}/admin/users/${id}`);
    await person.page.getByText("groups contains cameleer-admins").first().waitFor();
    await browser.screenshot(person.page, "identity-why");
    expect(person.troubles).toEqual([]);
  });

  test("is all there is where local sign-in is switched off: no password field anywhere, and signing out ends there", async () => {
    const port = await freePort();
    const site = `http://127.0.0.1:${port}`;
    const idp = await aProvider(site);
    idp.person = { ...ann, roles: ["ADMIN"] };
    const product = runStandalone({
      PORT: String(port),
      CAMELEER_DATA_DIR: aFolder(),
      CAMELEER_AUTH_LOCAL_ENABLED: "false",
      CAMELEER_OIDC_ISSUER_URI: idp.issuer,
      CAMELEER_OIDC_AUDIENCE: audience,
      CAMELEER_OIDC_CLIENT_ID: client.id,
      CAMELEER_OIDC_CLIENT_SECRET: client.secret,
    });
    await whenReady(product);
    expect(product.output()).not.toContain("/setup?token=");

    const { page, troubles } = await browser.visit();
    await page.goto(`${site}/admin/users`);
    await page.getByRole("link", { name: "Single sign-on" }).waitFor();
    await expectNoPasswordField(page);
    await browser.screenshot(page, "identity-only");
    await page.getByRole("link", { name: "Single sign-on" }).click();
    await typeName(page, "ann");
    await page.waitForURL(`${site}/admin/users`);
    await page.getByRole("heading", { name: "Users", level: 1 }).waitFor();
    await expectNoPasswordField(page);
    for (const path of ["/account", "/admin/sign-in", "/admin/roles", "/admin/audit"]) {
      await page.goto(`${site}${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      await expectNoPasswordField(page);
      await browser.screenshot(page, `identity-only${path.replaceAll("/", "-")}`);
    }
    await page.getByRole("button", { name: /Ann Example/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL(`${site}/sign-in*`);
    await page.goto(`${site}/admin/users`);
    await page.getByRole("link", { name: "Single sign-on" }).click();
    await page.getByRole("heading", { name: "The company's sign-in" }).waitFor();
    expect(troubles).toEqual([]);
    expect(product.output()).not.toContain("must not be shown");
  });
});

async function expectNoPasswordField(page: Page): Promise<void> {
  expect([page.url(), await page.locator('input[type="password"]').count()]).toEqual([page.url(), 0]);
}
