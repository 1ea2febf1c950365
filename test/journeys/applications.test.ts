import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { call } from "#schema/contract/call";
import { createEnvironment } from "#schema/contract/environments";
import { listExchanges } from "#schema/contract/exchanges";
import { nextVersion } from "#test/camel/changed-jar";
import { completedOrder } from "#test/camel/orders";
import { buildOrdersApp } from "#test/camel/orders-app";
import { deploying } from "#test/runtime/deploying";
import { engineStillToInstall } from "#test/runtime/needed-engine";
import { aRunnerProcess, type RunnerProcess } from "#test/runtime/runner-process";
import { type RunningTraefik, startTraefik } from "#test/runtime/traefik";
import { keepAssetsComing, openBrowser, type TestBrowser } from "./browser.ts";
import { stillToInstall } from "./needed-programs.ts";
import { type Product, startProduct } from "./product.ts";
import { signIn } from "./sign-in.ts";

const toInstall = stillToInstall("java", "mvn", "flock", "chromium") || engineStillToInstall();
const uploadMs = 60_000;
const rolloutMs = 200_000;

describe.skipIf(toInstall !== "")(`a Camel JAR, on its way from a person's disk to a host of their own${toInstall}`, () => {
  let traefik: RunningTraefik;
  let product: Product;
  let browser: TestBrowser;
  let runner: RunnerProcess;
  let page: Page;
  let troubles: readonly string[];
  let folder: string;
  const jars = { "1.0.0": "", "1.1.0": "", "1.2.0": "" };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "cameleer-applications-"));
    execFileSync(join(import.meta.dirname, "../runtime/base-image.sh"));
    traefik = await startTraefik();
    browser = await openBrowser();
    [product, jars["1.0.0"]] = await Promise.all([startProduct(), buildOrdersApp(["all"])]);
    const from = { jar: jars["1.0.0"], folder };
    jars["1.1.0"] = await nextVersion({ ...from, version: "1.1.0", change: (text) => text.replace(/^gateway\.url/m, "payments.url") });
    jars["1.2.0"] = await nextVersion({
      ...from,
      version: "1.2.0",
      change: (text) => text.replace(/^(gateway\.url).*$/m, "$1 = http://localhost:1"),
    });
    runner = aRunnerProcess({
      baseImage: "cameleer-test/java:17-2",
      edge: { managed: false, network: traefik.network, publicOrigin: traefik.url },
    });
    runner.register(product.url, await deploying(product).enrollmentToken());
    runner.start();
    await call(product.caller, createEnvironment, { body: { name: "journey" } });
    ({ page, troubles } = await browser.visit());
    await keepAssetsComing(page);
    await signIn(page, `${product.url}/apps`);
  });

  afterAll(async () => {
    await browser?.close();
    await runner?.dispose();
    execFileSync("sh", ["-c", "docker ps -aq --filter label=io.cameleer.environment=journey | xargs -r docker rm -f"]);
    execFileSync("sh", ["-c", "docker network ls -q --filter name=cml-journey- | xargs -r docker network rm"]);
    await traefik?.stop();
    await product?.stop();
    await rm(folder, { recursive: true });
  });

  const order = async (): Promise<number> => {
    const answer = await fetch(`${traefik.url}/apps/journey/orders/orders`, { method: "POST", body: JSON.stringify(completedOrder) });
    await answer.arrayBuffer();
    return answer.status;
  };

  /** From the app's page: chooses the JAR, and deploys it from what is shown about it. */
  const deploy = async (version: keyof typeof jars): Promise<void> => {
    await page.getByRole("tab", { name: "Versions" }).click();
    await page.getByLabel("JAR file").setInputFiles(jars[version]);
    await deployUploaded(version);
  };
  const deployUploaded = async (version: string): Promise<void> => {
    await page.getByText(`Version ${version} is here.`).waitFor({ timeout: uploadMs });
    await browser.screenshot(page, `apps-uploaded-${version}`);
    await page.getByRole("button", { name: "Deploy it" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Environment").selectOption({ label: "journey" });
    await dialog.getByRole("button", { name: "Deploy", exact: true }).click();
    await page.waitForURL(/\/deployments\//);
  };
  const ends = async (how: string): Promise<void> => {
    await page.getByRole("heading", { level: 1 }).getByText(how).waitFor({ timeout: rolloutMs });
  };
  const openApp = async (): Promise<void> => page.getByRole("main").getByRole("link", { name: "orders" }).first().click();

  test("is uploaded while one sees how far it is, and runs, with a route that answers through Traefik", async () => {
    await page.getByRole("button", { name: "New app" }).first().click();
    await page.getByLabel("Name", { exact: true }).fill("orders");
    await page.getByRole("button", { name: "Create" }).click();
    const seen = Promise.withResolvers<void>();
    await page.route("**/parts/2", async (route) => {
      await seen.promise;
      await route.continue();
    });
    await page.getByLabel("JAR file").setInputFiles(jars["1.0.0"]);
    await page.getByText(/Sending · .* of 24\.5 MiB/).waitFor();
    await page.getByRole("progressbar", { name: "Sending orders-all.jar" }).waitFor();
    await browser.screenshot(page, "apps-upload");
    seen.resolve();
    await page.getByText("Version 1.0.0 is here.").waitFor({ timeout: uploadMs });
    await page.unroute("**/parts/2");
    await deployUploaded("1.0.0");
    await page.getByText("Apache Camel (Main) 4.18.0 is starting").waitFor({ timeout: rolloutMs });
    await browser.screenshot(page, "apps-starting");
    await ends("Succeeded");
    expect(await order()).toBe(200);
  });

  test("shows its exchanges and its log on its page, although nobody has configured anything", async () => {
    await openApp();
    const latest = page.getByRole("table", { name: "Latest exchanges in journey" });
    await latest.getByRole("link", { name: "orders-api" }).first().waitFor();
    await browser.screenshot(page, "apps-overview");
    await page.getByRole("tab", { name: "Logs" }).click();
    await page.getByRole("log").getByText("Order A-1001 received").waitFor();
    await browser.screenshot(page, "apps-logs");
    const facts = await call(product.caller, listExchanges, { query: { app: "orders", route: "orders-api" } });
    expect(facts.items[0]).toMatchObject({ environment: "journey", status: "completed", instance: "cml-journey-orders-g1-0" });
  });

  test("goes back by itself to what ran before when the next version does not start, and says why", async () => {
    await deploy("1.1.0");
    await ends("Rolled back");
    const cause = "The property gateway.url is not set: add it to the JAR's properties or to the variables of its settings.";
    expect(await page.getByRole("alert").innerText()).toContain(`The app ended by itself with exit code 1 before it was ready. ${cause}`);
    await page.getByText("Waiting for health: failed").waitFor({ state: "attached" });
    const lastLines = page.getByLabel("Copy the last lines").last();
    expect(await lastLines.innerText()).toContain("Property with key [gateway.url] not found");
    await browser.screenshot(page, "apps-rolled-back");
    expect(await order()).toBe(200);
  });

  test("is brought back by hand when the next version starts but fails, with a look at what that changes", async () => {
    await openApp();
    await deploy("1.2.0");
    await ends("Succeeded");
    expect(await order()).toBe(500);
    await page.getByRole("button", { name: "Roll back…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.locator("ins").getByText("1.0.0").waitFor();
    expect(await dialog.getByRole("definition").allInnerTexts()).toEqual([expect.stringMatching(/1\.2\.0\s*1\.0\.0/)]);
    await browser.screenshot(page, "apps-rollback");
    await dialog.getByLabel("Reason").fill("Orders fail");
    const former = page.url();
    await dialog.getByRole("button", { name: "Roll back" }).click();
    await page.waitForURL((url) => url.pathname.includes("/deployments/") && url.href !== former);
    await ends("Succeeded");
    expect(await order()).toBe(200);
    await openApp();
    await page.getByRole("tab", { name: "Deployments" }).click();
    const rows = page.getByRole("table", { name: "Deployments" }).getByRole("row");
    await rows.nth(4).waitFor();
    await browser.screenshot(page, "apps-history");
    expect((await rows.allInnerTexts()).slice(1).map((text) => /^\s*(Succeeded|Rolled back)/.exec(text)?.[1])).toEqual([
      "Succeeded",
      "Succeeded",
      "Rolled back",
      "Succeeded",
    ]);
    expect(troubles).toEqual([]);
  });
});
