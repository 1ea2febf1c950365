import { faults } from "../faults.ts";
import { filter, hops, log, setHeader, takes, toD, transform } from "../nodes.ts";
import type { App } from "../route-model.ts";

export const notifications: App = {
  name: "notifications",
  camelVersion: "4.18.0",
  runtime: "quarkus 3.29",
  deployment: "11",
  routes: [
    {
      id: "notify",
      group: "notifications",
      description: "Tells customers what happened, over the channel they chose",
      from: "jms:queue:notices",
      source: "NotifyRoute.java:26",
      weight: 0,
      message: "notice",
      errors: { redeliveries: 1, delay: takes(150_000, 0.1), onExceptions: [], deadLetter: "jms:queue:notices.dead" },
      nodes: [
        setHeader("setHeader1", "setHeader[channel]"),
        filter("filter1", {
          label: "filter[customer agreed]",
          passes: 0.85,
          nodes: [
            transform("transform1", "transform[freemarker]"),
            hops("dynamicRouter", "dynamicRouter1", {
              label: "dynamicRouter[channels.next]",
              uris: ["direct:push", "direct:sms", "direct:mail"],
              hops: [1, 2],
            }),
            toD("toD1", "smtp://mail.example", { takes: takes(45_000, 0.5), fails: { fault: faults.mailboxFull, chance: 0.015 } }),
            log("log1", "log[told ${header.customerId}]"),
          ],
        }),
      ],
    },
  ],
};
