import { faults } from "../faults.ts";
import { bean, choice, hops, log, otherwise, takes, threads, to, transform, when } from "../nodes.ts";
import type { App } from "../route-model.ts";
import { noErrorHandling } from "../route-model.ts";

export const shipping: App = {
  name: "shipping",
  camelVersion: "4.10.6",
  runtime: "karaf 4.4",
  deployment: "5",
  routes: [
    {
      id: "parcel-create",
      group: "shipping",
      description: "Asks the carriers, books the cheapest and has the label printed",
      from: "kafka:parcels",
      source: "ParcelRoute.java:37",
      weight: 0,
      message: "parcel",
      errors: { redeliveries: 2, delay: takes(300_000, 0.1), onExceptions: [], deadLetter: "kafka:parcels-dead" },
      nodes: [
        hops("recipientList", "recipientList1", {
          label: "recipientList[${header.carriers}]",
          uris: ["http://swift-carrier/quote", "http://green-carrier/quote", "http://heavy-carrier/quote"],
          hops: [2, 3],
        }),
        bean("bean1", "bean[quotes.best]", { takes: takes(400) }),
        choice(
          "choice1",
          [
            when("when1", "${body.weight} > 30", [
              2,
              to("to1", "http://heavy-carrier/book", { takes: takes(55_000), fails: { fault: faults.connectionRefused, chance: 0.04 } }),
            ]),
          ],
          otherwise("otherwise1", 8, [
            to("to2", "http://swift-carrier/book", { takes: takes(30_000), fails: { fault: faults.readTimeout, chance: 0.01 } }),
          ]),
        ),
        hops("routingSlip", "routingSlip1", {
          label: "routingSlip[${header.steps}]",
          uris: ["direct:label", "direct:customs", "direct:manifest"],
          hops: [1, 3],
        }),
        threads("threads1"),
        to("to3", "jms:queue:notices", { takes: takes(1_100), reaches: { app: "notifications", route: "notify", how: "async" } }),
        log("log1", "log[parcel ${header.parcelId} booked]"),
      ],
    },
    {
      id: "tracking-poll",
      group: "shipping",
      description: "Asks the carriers where the parcels are",
      from: "scheduler:tracking",
      source: "TrackingRoute.java:19",
      weight: 0.6,
      message: "tick",
      errors: noErrorHandling,
      nodes: [
        to("to4", "http://swift-carrier/track", { takes: takes(90_000, 0.7), fails: { fault: faults.connectionRefused, chance: 0.03 } }),
        transform("transform1", "transform[positions]"),
      ],
    },
  ],
};
