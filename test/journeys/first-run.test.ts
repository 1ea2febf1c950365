import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "#test/free-port";
import type { TestBrowser } from "./browser.ts";
import { openBrowser } from "./browser.ts";
import { stillToInstall } from "./needed-programs.ts";
import { aFolder, runStandalone, whenReady } from "./standalone-process.ts";

const toInstall = stillToInstall("chromium");

let browser: TestBrowser;

beforeAll(async () => {
  if (toInstall === "") browser = await openBrowser();
});

afterAll(async () => browser?.close());

describe.skipIf(toInstall !== "")(`a server that nobody has set up, in the browser${toInstall}`, () => {
  test("makes its first administrator with the printed link, once, and leads on; steps can be skipped and taken up again", async () => {
    const port = await freePort();
    const site = `http://127.0.0.1:${port}`;
    const product = runStandalone({ PORT: String(port), CAMELEER_DATA_DIR: aFolder() });
    await whenReady(product);
    const [path = ""] = /\/setup\?token=\S+/.exec(product.output()) ?? [];
    const { page, troubles } = await browser.visit();

    await page.goto(site + path);
    await page.getByLabel("Username").fill("ada");
    await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
    await page.getByRole("button", { name: "Create administrator" }).click();
    await page.getByRole("heading", { name: "Set up this server" }).waitFor();
    await browser.screenshot(page, "first-run-guide");

    await page.getByRole("button", { name: /^Skip/ }).first().click();
    await page.getByText("Skipped").waitFor();
    await page.reload();
    await page.getByRole("button", { name: /^Take up again/ }).click();
    await page.getByRole("button", { name: "Close the guide" }).click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(troubles).toEqual([]);

    const other = await browser.visit();
    await other.page.goto(site + path);
    await other.page.getByText("This server has its administrator already.").waitFor();
  });
});
