import { faults } from "../faults.ts";
import {
  bean,
  choice,
  delay,
  direct,
  doTry,
  enrich,
  log,
  multicast,
  otherwise,
  setHeader,
  split,
  stop,
  takes,
  to,
  transform,
  unmarshal,
  when,
  wireTap,
} from "../nodes.ts";
import type { App } from "../route-model.ts";
import { noErrorHandling } from "../route-model.ts";

export const orders: App = {
  name: "orders",
  camelVersion: "4.18.0",
  runtime: "spring-boot 3.5",
  deployment: "42",
  routes: [
    {
      id: "order-in",
      group: "orders",
      description: "Checks an order, reserves stock line by line and starts billing and shipping",
      from: "jms:queue:orders",
      source: "OrderRoute.java:31",
      weight: 0,
      message: "order",
      errors: {
        redeliveries: 2,
        delay: takes(200_000, 0.1),
        onExceptions: [
          {
            id: "onException1",
            errorClass: faults.badJson.errorClass,
            handled: true,
            nodes: [to("to9", "file:/var/orders/rejected", { takes: takes(900) })],
          },
        ],
        deadLetter: "jms:queue:orders.dead",
      },
      nodes: [
        unmarshal("unmarshal1", "unmarshal[jackson]", { fails: { fault: faults.badJson, chance: 0.01 } }),
        wireTap("wireTap1", "seda:order-audit", { app: "orders", route: "order-audit" }),
        enrich("enrich1", "sql:select * from customers", { takes: takes(2_400), fails: { fault: faults.deadlock, chance: 0.01 } }),
        choice(
          "choice1",
          [
            when("when1", "${body.amount} > 10000", [
              1,
              log("log1", "log[large order]"),
              bean("bean1", "bean[creditCheck]", { takes: takes(9_000) }),
            ]),
            when("when2", "${body.items.size()} == 0", [0.2, log("log2", "log[empty order]"), stop("stop1")]),
          ],
          otherwise("otherwise1", 8, [setHeader("setHeader1", "setHeader[lane]")]),
        ),
        split("split1", {
          label: "split[${body.items}]",
          times: [1, 6],
          parallel: true,
          nodes: [direct("direct1", "order-line")],
        }),
        multicast("multicast1", true, [
          [to("to1", "jms:queue:invoices", { takes: takes(1_500), reaches: { app: "billing", route: "invoice-create", how: "async" } })],
          [
            to("to2", "kafka:parcels", {
              takes: takes(2_000),
              reaches: { app: "shipping", route: "parcel-create", how: "async" },
              fails: { fault: faults.brokerAway, chance: 0.006 },
            }),
          ],
          [to("to3", "jms:queue:notices", { takes: takes(1_200), reaches: { app: "notifications", route: "notify", how: "async" } })],
        ]),
        log("log3", "log[order ${header.orderId} done]"),
      ],
    },
    {
      id: "order-line",
      group: "orders",
      description: "Reserves stock for one line; backorders what is not there",
      from: "direct:order-line",
      source: "OrderRoute.java:67",
      weight: 0,
      message: "order",
      errors: noErrorHandling,
      nodes: [
        setHeader("setHeader2", "setHeader[sku]"),
        doTry("doTry1", {
          nodes: [
            to("to4", "http://inventory:8080/reserve", {
              takes: takes(1_100),
              reaches: { app: "inventory", route: "stock-reserve", how: "sync" },
            }),
          ],
          catches: [
            {
              id: "doCatch1",
              errorClass: "org.apache.camel.http.base.HttpOperationFailedException",
              nodes: [log("log4", "log[backorder ${header.sku}]"), to("to5", "sql:insert into backorders", { takes: takes(1_900) })],
            },
          ],
          finally: { id: "doFinally1", nodes: [setHeader("setHeader3", "setHeader[reservedAt]")] },
        }),
      ],
    },
    {
      id: "order-audit",
      group: "orders",
      description: "Keeps a copy of every order",
      from: "seda:order-audit",
      source: "AuditRoute.java:12",
      weight: 0,
      message: "order",
      errors: noErrorHandling,
      nodes: [
        transform("transform1", "transform[audit record]"),
        to("to6", "mongodb:audit", { takes: takes(2_600), fails: { fault: faults.readTimeout, chance: 0.01 } }),
      ],
    },
    {
      id: "order-import",
      group: "orders",
      description: "Imports a nightly file of orders, line by line",
      from: "file:/var/orders/in",
      source: "ImportRoute.java:20",
      weight: 0.2,
      message: "order",
      errors: noErrorHandling,
      nodes: [
        log("log5", "log[importing ${header.CamelFileName}]"),
        split("split2", {
          label: "split[tokenize]",
          times: [40, 160],
          nodes: [
            unmarshal("unmarshal2", "unmarshal[csv]"),
            delay("delay1", takes(40_000, 0.3)),
            to("to7", "sql:insert into orders", { takes: takes(1_400) }),
          ],
        }),
        log("log6", "log[import done]"),
      ],
    },
  ],
};
