import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { getSession, logIn } from "#schema/contract/auth";
import { call } from "#schema/contract/call";

import { openBrowser } from "./browser.ts";
import type { TestBrowser } from "./browser.ts";
import { stillToInstall } from "./needed-programs.ts";
import { startProduct } from "./product.ts";
import type { Product } from "./product.ts";
import { signIn } from "./sign-in.ts";

const toInstall = stillToInstall("chromium");
const bob = { username: "bob", password: "first horse battery" };

let product: Product;
let browser: TestBrowser;
/** Bob's authenticator app and recovery codes, once he has them. */
let shared: Secret;
let recoveryCodes: readonly string[];

beforeAll(async () => {
  if (toInstall !== "") return;
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const click = (page: Page, name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();

async function enterPassword(page: Page): Promise<void> {
  await page.getByLabel("Username").fill(bob.username);
  await page.getByLabel("Password", { exact: true }).fill(bob.password);
}

test.skipIf(toInstall !== "")(`Somebody who is invited makes an account and is signed in with it${toInstall}`, async () => {
  const { page: admins, troubles } = await browser.visit();
  await signIn(admins, `${product.url}/admin/invitations`);
  await admins.getByRole("button", { name: "Invite somebody" }).first().click();
  await admins.getByLabel("For whom").fill("Bob of sales");
  await click(admins, "Make the link");
  const address = await admins.getByRole("dialog", { name: "Invitation for Bob of sales" }).locator("pre").textContent();

  const { page: bobs, troubles: bobsTroubles } = await browser.visit();
  await bobs.goto(address ?? "");
  await enterPassword(bobs);
  await click(bobs, "Make my account");
  await bobs.getByRole("button", { name: "bob" }).waitFor();

  const { page: late } = await browser.visit();
  await late.goto(address ?? "");
  await late.getByRole("heading", { name: "This link is over" }).waitFor();
  expect([...troubles, ...bobsTroubles]).toEqual([]);
});

test.skipIf(toInstall !== "")(`A second factor is set up with the app's code, and its recovery codes are shown${toInstall}`, async () => {
  const { page, troubles } = await browser.visit();
  await page.goto(`${product.url}/account`);
  await enterPassword(page);
  await click(page, "Sign in");
  await click(page, "Set up…");
  await page.getByLabel("Your password").fill(bob.password);
  await click(page, "Continue");
  await page.getByRole("img", { name: "QR code with the secret for your authenticator app" }).waitFor();
  const key = await page.getByRole("dialog").locator("code").textContent();
  shared = Secret.fromBase32((key ?? "").replaceAll(" ", ""));
  await page.getByLabel("Code", { exact: true }).fill(TOTP.generate({ secret: shared }));
  await click(page, "Turn on");
  const listed = page.getByRole("dialog", { name: "Keep these recovery codes" }).getByRole("listitem");
  await listed.first().waitFor();
  recoveryCodes = await listed.allTextContents();
  expect(recoveryCodes).toHaveLength(10);
  await click(page, "I have kept them");
  await page.getByText("10 recovery codes are left").waitFor();
  expect(troubles).toEqual([]);
});

test.skipIf(toInstall !== "")(`Signing in then asks for the code, and takes a recovery code instead${toInstall}`, async () => {
  const { page, troubles } = await browser.visit();
  await page.goto(`${product.url}/account`);
  await enterPassword(page);
  await click(page, "Sign in");
  await page.getByLabel("Code", { exact: true }).fill("000000");
  await click(page, "Sign in");
  await page.getByRole("alert").getByText("The code is wrong").waitFor();
  await page.getByLabel("Code", { exact: true }).fill(recoveryCodes[0] ?? "");
  await click(page, "Sign in");
  await page.getByText("9 recovery codes are left").waitFor();
  const withoutCode = call({ baseUrl: product.url, fetch }, logIn, { body: bob });
  await expect(withoutCode).rejects.toMatchObject({ code: "second-factor-needed" });
  expect(troubles).toEqual([]);
});

test.skipIf(toInstall !== "")(`An API key is shown once, calls the API, and ends when it is revoked${toInstall}`, async () => {
  const { page, troubles } = await browser.visit();
  await signIn(page, `${product.url}/admin/service-accounts`);
  await page.getByRole("button", { name: "New service account" }).first().click();
  await page.getByLabel("Name").fill("CI");
  await click(page, "Create");
  await click(page, "New key");
  await page.getByLabel("Name").fill("nightly");
  await page.getByLabel("Read application logs").check();
  await click(page, "Create key");
  const key = (await page.getByRole("dialog", { name: "Key nightly" }).locator("pre").first().textContent()) ?? "";
  await click(page, "Done");
  const caller = { baseUrl: product.url, fetch, headers: { authorization: `Bearer ${key}` } };
  expect(await call(caller, getSession, {})).toMatchObject({ user: { permissions: ["logs:read"] } });
  await click(page, "Revoke nightly");
  await click(page, "Revoke");
  await page.getByText("Revoked", { exact: true }).waitFor();
  expect(await page.content()).not.toContain(key);
  expect(troubles).toEqual([]);
});
