import { faults } from "../faults.ts";
import { aggregate, bean, circuitBreaker, log, setHeader, takes, to, transform, unmarshal } from "../nodes.ts";
import type { App } from "../route-model.ts";

export const billing: App = {
  name: "billing",
  camelVersion: "4.18.0",
  runtime: "spring-boot 3.5",
  deployment: "23",
  routes: [
    {
      id: "invoice-create",
      group: "billing",
      description: "Charges the customer and collects invoices for the ledger",
      from: "jms:queue:invoices",
      source: "InvoiceRoute.java:29",
      weight: 0,
      message: "invoice",
      errors: {
        redeliveries: 2,
        delay: takes(400_000, 0.1),
        onExceptions: [
          {
            id: "onException1",
            errorClass: faults.cardDeclined.errorClass,
            handled: true,
            nodes: [
              log("log9", "log[card of ${header.customerId} declined]"),
              to("to9", "jms:queue:notices", { reaches: { app: "notifications", route: "notify", how: "async" } }),
            ],
          },
        ],
        deadLetter: "jms:queue:invoices.dead",
      },
      nodes: [
        unmarshal("unmarshal1", "unmarshal[jackson]"),
        bean("bean1", "bean[tax.compute]", { takes: takes(1_200), changes: 1 }),
        circuitBreaker("circuitBreaker1", {
          opens: 0.01,
          nodes: [to("to1", "http://payments/charge", { takes: takes(85_000, 0.4), fails: { fault: faults.serverError, chance: 0.015 } })],
          fallback: {
            id: "onFallback1",
            nodes: [setHeader("setHeader1", "setHeader[chargeLater]"), to("to2", "jms:queue:charges.retry", { takes: takes(1_400) })],
          },
        }),
        bean("bean2", "bean[invoice.settle]", { takes: takes(2_500), fails: { fault: faults.cardDeclined, chance: 0.02 } }),
        to("to3", "sql:insert into invoices", { takes: takes(2_100), fails: { fault: faults.deadlock, chance: 0.012 } }),
        aggregate("aggregate1", {
          label: "aggregate[constant(true)]",
          size: 12,
          nodes: [
            transform("transform1", "transform[ledger batch]"),
            to("to4", "sftp:ledger/in", { takes: takes(70_000, 0.4) }),
            log("log1", "log[ledger batch sent]"),
          ],
        }),
      ],
    },
  ],
};
