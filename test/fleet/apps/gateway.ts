import { faults } from "../faults.ts";
import { choice, circuitBreaker, log, otherwise, setHeader, takes, threads, to, transform, validate, when } from "../nodes.ts";
import type { App } from "../route-model.ts";
import { noErrorHandling } from "../route-model.ts";

export const gateway: App = {
  name: "gateway",
  camelVersion: "4.18.0",
  runtime: "quarkus 3.29",
  deployment: "18",
  routes: [
    {
      id: "gateway-orders",
      group: "edge",
      description: "Takes orders from shops and hands them to order processing",
      from: "platform-http:/api/orders",
      source: "GatewayRoutes.java:24",
      weight: 10,
      message: "order",
      errors: {
        redeliveries: 0,
        delay: takes(0),
        onExceptions: [
          {
            id: "onException1",
            errorClass: faults.invalidOrder.errorClass,
            handled: true,
            nodes: [setHeader("setHeader9", "setHeader[CamelHttpResponseCode]"), transform("transform9", "transform[problem+json]")],
          },
        ],
      },
      nodes: [
        log("log1", "log[order ${header.orderId} arrived]"),
        validate("validate1", "validate[${body.amount} > 0]", { fails: { fault: faults.invalidOrder, chance: 0.02 } }),
        choice(
          "choice1",
          [
            when("when1", "${header.channel} == 'partner'", [
              3,
              setHeader("setHeader1", "setHeader[priority]"),
              transform("transform1", "transform[partner to canonical]"),
            ]),
          ],
          otherwise("otherwise1", 7, [setHeader("setHeader2", "setHeader[priority]")]),
        ),
        to("to1", "jms:queue:orders", { takes: takes(1_800), reaches: { app: "orders", route: "order-in", how: "async" } }),
        transform("transform2", "transform[accepted]"),
      ],
    },
    {
      id: "gateway-stock",
      group: "edge",
      description: "Answers stock questions, from the cache when inventory is slow",
      from: "platform-http:/api/stock",
      source: "GatewayRoutes.java:58",
      weight: 6,
      message: "stock",
      errors: noErrorHandling,
      nodes: [
        threads("threads1"),
        circuitBreaker("circuitBreaker1", {
          opens: 0.03,
          nodes: [
            to("to3", "http://inventory:8080/stock", {
              takes: takes(900),
              reaches: { app: "inventory", route: "stock-query", how: "sync" },
              fails: { fault: faults.readTimeout, chance: 0.01 },
            }),
          ],
          fallback: { id: "onFallback1", nodes: [to("to4", "caffeine-cache:stock", { takes: takes(70) })] },
        }),
        transform("transform3", "transform[stock view]"),
      ],
    },
  ],
};
