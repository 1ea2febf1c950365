import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { call } from "#schema/contract/call";
import { getExchange, listExchangeLogs, listExchanges, listTraceSpans } from "#schema/contract/exchanges";
import { listRoutes } from "#schema/contract/routes";
import { buildOrdersApp, startOrdersApp } from "#test/camel/orders-app";
import type { OrdersApp } from "#test/camel/orders-app";
import { backOrder, completedOrder, declinedOrder, undeliverableOrder, unpricedOrder } from "#test/camel/orders";
import { eventually } from "#test/eventually";

import { openBrowser } from "./browser.ts";
import type { TestBrowser } from "./browser.ts";
import { stillToInstall } from "./needed-programs.ts";
import { startProduct } from "./product.ts";
import type { Product } from "./product.ts";
import { signIn } from "./sign-in.ts";

const foundWithinMs = 5_000;
const toInstall = stillToInstall("java", "mvn", "flock", "chromium");

describe.skipIf(toInstall !== "")(`A real Camel application that knows nothing of Cameleer${toInstall}`, () => {
  let product: Product;
  let live: OrdersApp;
  let browser: TestBrowser;
  let output: string;
  const answers: number[] = [];

  beforeAll(async () => {
    output = await mkdtemp(join(tmpdir(), "cameleer-orders-"));
    [, product, browser] = await Promise.all([buildOrdersApp(), startProduct(), openBrowser()]);
    const environment = { ...product.exporterSettings, OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=staging" };
    const thorough = await startOrdersApp({
      // Spans leave in one request, when the application stops: which spans meet in a request is then not a matter of luck.
      environment: { ...environment, OTEL_SERVICE_NAME: "orders", OTEL_BSP_SCHEDULE_DELAY: "3600000", OTEL_BLRP_SCHEDULE_DELAY: "100" },
      jvmArguments: ["-Dcamel.opentelemetry2.traceProcessors=true"],
      logFile: join(output, "orders.log"),
    });
    // Started in between, so that the log of the start, which tells the routes' ids, is long there before the first span.
    live = await startOrdersApp({
      environment: {
        ...environment,
        OTEL_SERVICE_NAME: "orders-live",
        OTEL_EXPORTER_OTLP_COMPRESSION: "gzip",
        OTEL_BSP_SCHEDULE_DELAY: "200",
        OTEL_BLRP_SCHEDULE_DELAY: "100",
      },
      logFile: join(output, "orders-live.log"),
    });
    // First the order whose shipping goes on after the answer, so that it is over when the application stops.
    for (const order of [undeliverableOrder, declinedOrder, unpricedOrder, backOrder, completedOrder])
      answers.push(await thorough.place(order));
    await thorough.stop();
  });

  afterAll(async () => {
    await Promise.all([live.stop(), browser.close()]);
    await product.stop();
    await rm(output, { recursive: true });
  });

  type Filter = Parameters<typeof call<typeof listExchanges>>[2]["query"];

  /** The newest exchange that matches, as soon as there is one. */
  const found = (filter: Filter) =>
    eventually({ what: `an exchange with ${JSON.stringify(filter)}`, withinMs: foundWithinMs }, async () => {
      const page = await call(product.caller, listExchanges, { query: { limit: 50, ...filter } });
      return page.items[0];
    });

  const detail = (id: string) => call(product.caller, getExchange, { params: { id }, query: {} });

  test("its callers notice nothing", () => {
    expect(answers).toEqual([200, 402, 500, 200, 200]);
  });

  test("its failed exchange is found by the error's words, under the route's own id", async () => {
    const exchange = await found({ app: "orders", status: "failed", error: "statusCode: 402" });
    expect(exchange).toMatchObject({
      environment: "staging",
      route: "orders-api",
      fromUri: expect.stringContaining("platform-http:///orders"),
      source: "otlp",
    });
    expect(exchange.errorMessage).toContain("HTTP operation failed");
    expect(exchange.failedNode).toBe("call-gateway");
  });

  test("the failing step is shown where it failed, once per attempt", async () => {
    const { id } = await found({ app: "orders", status: "failed", error: "statusCode: 402" });
    const exchange = await detail(id);
    const attempts = exchange.steps.filter((step) => step.node === "call-gateway");
    expect(attempts.map(({ status, route, attempt }) => ({ status, route, attempt }))).toEqual([
      { status: "failed", route: "charge-payment", attempt: 0 },
      { status: "failed", route: "charge-payment", attempt: 1 },
      { status: "failed", route: "charge-payment", attempt: 2 },
    ]);
    expect(exchange.error).toMatchObject({ node: "call-gateway", handled: false, message: expect.stringContaining("402") });
  });

  test("a failure inside a split names the item's own error", async () => {
    const { id } = await found({ app: "orders", status: "failed", error: "SPOON-02" });
    const exchange = await detail(id);
    expect(exchange.error).toMatchObject({ node: "price-line", message: "No price for article SPOON-02" });
  });

  test("a dead letter ends as a handled exchange of the route that could not deliver", async () => {
    const exchange = await found({ app: "orders", route: "ship-order", status: "handled" });
    const { steps } = await detail(exchange.id);
    expect(steps.filter((step) => step.node === "book-carrier").map((step) => step.attempt)).toEqual([0, 1, 2]);
  });

  test("the call to the payment gateway is an exchange of its own in the same trace", async () => {
    const { id, traceId } = await found({ app: "orders", status: "failed", error: "statusCode: 402" });
    const gateway = await found({ app: "orders", route: "payment-gateway", traceId });
    expect(gateway.id).not.toBe(id);
    const spans = await call(product.caller, listTraceSpans, { params: { traceId }, query: {} });
    expect(spans.items.length).toBeGreaterThan(20);
  });

  test("while it runs, a failure is found within seconds, and without processor spans the failing step is the call", async () => {
    await live.place(declinedOrder);
    const exchange = await found({ app: "orders-live", status: "failed" });
    expect(exchange.route).toBe("orders-api");
    const { error } = await detail(exchange.id);
    expect(error).toMatchObject({ node: expect.stringContaining("/payments"), message: expect.stringContaining("402") });
  });

  test("its log lines stand beside the exchange, with the exception's class", async () => {
    const { id } = await found({ app: "orders", status: "failed", error: "statusCode: 402" });
    const lines = await eventually({ what: "the error's log line", withinMs: foundWithinMs }, async () => {
      const { items } = await call(product.caller, listExchangeLogs, { params: { id }, query: {} });
      return items.some((line) => line.level === "error") ? items : undefined;
    });
    expect(lines.map((line) => line.exception).join("\n")).toContain("HttpOperationFailedException");
  });

  test("the timer's exchanges are there, and every route is listed by its id", async () => {
    await found({ app: "orders-live", route: "stock-report", status: "completed" });
    const routes = await call(product.caller, listRoutes, { query: { app: "orders,orders-live" } });
    const names = routes.items.map((item) => item.route);
    expect(names).toEqual(expect.arrayContaining(["orders-api", "payment-gateway", "ship-order", "audit-trail", "stock-report"]));
    expect(names.filter((name) => name.startsWith("from:"))).toEqual([]);
  });

  test("a person signs in and sees which processor failed, and why", async () => {
    const { page, troubles } = await browser.visit();
    await signIn(page, `${product.url}/exchanges`);
    await page.getByRole("textbox", { name: "Search exchanges" }).fill('app=orders status:failed error:"statusCode: 402"');
    await page.keyboard.press("Enter");
    const ofThisApp = page.getByRole("gridcell", { name: "orders", exact: true });
    const row = page.getByRole("row").filter({ hasText: "statusCode: 402", has: ofThisApp });
    await row.waitFor();
    expect(await row.innerText()).toMatch(/Failed\s+orders\s+orders-api/);
    await row.getByRole("link").first().click();
    await page.getByRole("heading", { name: "orders-api" }).waitFor();
    const step = page.getByRole("region", { name: "Selected step" });
    await step.getByRole("heading", { name: "call-gateway" }).waitFor();
    expect(await step.innerText()).toContain("with statusCode: 402");
    expect(await page.getByRole("treeitem", { name: "call-gateway" }).count()).toBe(3);
    await browser.screenshot(page, "camel-failed-exchange");
    expect(troubles).toEqual([]);
  });
});
