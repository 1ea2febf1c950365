import { faults } from "../faults.ts";
import { bean, filter, idempotent, log, loop, setHeader, takes, to, transform, unmarshal } from "../nodes.ts";
import type { App } from "../route-model.ts";
import { noErrorHandling } from "../route-model.ts";

export const inventory: App = {
  name: "inventory",
  camelVersion: "4.14.2",
  runtime: "camel-main",
  deployment: "7",
  routes: [
    {
      id: "stock-reserve",
      group: "stock",
      description: "Reserves one line of an order; a lost race is tried again",
      from: "platform-http:/reserve",
      source: "StockRoute.java:18",
      weight: 0,
      message: "order",
      errors: { redeliveries: 3, delay: takes(50_000, 0.1), onExceptions: [] },
      nodes: [
        unmarshal("unmarshal1", "unmarshal[jackson]"),
        bean("bean1", "bean[stock.reserve]", { takes: takes(800), fails: { fault: faults.outOfStock, chance: 0.008 } }),
        to("to1", "sql:update stock set reserved", { takes: takes(1_600), fails: { fault: faults.deadlock, chance: 0.03 } }),
        transform("transform1", "transform[reservation]"),
      ],
    },
    {
      id: "stock-query",
      group: "stock",
      description: "Stock of one article",
      from: "platform-http:/stock",
      source: "StockRoute.java:44",
      weight: 0,
      message: "stock",
      errors: noErrorHandling,
      nodes: [to("to2", "sql:select * from stock", { takes: takes(1_300) }), transform("transform2", "transform[stock]")],
    },
    {
      id: "stock-events",
      group: "stock",
      description: "Movements from the warehouse, each counted once",
      from: "kafka:stock-movements",
      source: "StockEvents.java:15",
      weight: 5,
      message: "stock",
      errors: noErrorHandling,
      nodes: [
        unmarshal("unmarshal2", "unmarshal[avro]"),
        idempotent("idempotentConsumer1", {
          label: "idempotentConsumer[${header.movementId}]",
          passes: 0.93,
          nodes: [
            to("to3", "sql:update stock set quantity", { takes: takes(1_500) }),
            filter("filter1", {
              label: "filter[${body.quantity} < ${body.minimum}]",
              passes: 0.1,
              nodes: [
                log("log1", "log[${body.sku} runs low]"),
                to("to4", "jms:queue:notices", { reaches: { app: "notifications", route: "notify", how: "async" } }),
              ],
            }),
          ],
        }),
      ],
    },
    {
      id: "stock-sync",
      group: "stock",
      description: "Pages through the supplier's catalogue",
      from: "timer:sync?period=30000",
      source: "SyncRoute.java:22",
      weight: 0.4,
      message: "tick",
      errors: noErrorHandling,
      nodes: [
        loop("loop1", {
          label: "loop[${exchangeProperty.pages}]",
          times: [2, 7],
          nodes: [
            setHeader("setHeader1", "setHeader[page]"),
            to("to5", "https://supplier.example/catalogue", {
              takes: takes(60_000, 0.6),
              fails: { fault: faults.serverError, chance: 0.015 },
            }),
            bean("bean2", "bean[catalogue.merge]", { takes: takes(4_000) }),
          ],
        }),
      ],
    },
  ],
};
