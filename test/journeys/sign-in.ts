import type { Page } from "playwright-core";

import { administrator } from "./product.ts";

/** Opens an address of the product as a stranger, signs in there as the administrator, and waits for the page that was asked for. */
export async function signIn(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByLabel("Username").fill(administrator.username);
  await page.getByLabel("Password", { exact: true }).fill(administrator.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}
