import { faults } from "../faults.ts";
import * as n from "../nodes.ts";
import type { Recording } from "../recording.ts";
import { status } from "../recording.ts";
import type { ErrorHandling, Route, RouteNode } from "../route-model.ts";
import { noErrorHandling } from "../route-model.ts";

/** One EIP on a route of its own, as the vectors show it. */
export interface Scenario {
  readonly name: string;
  /** What a reader should see in the exchanges. */
  readonly says: string;
  readonly routes: readonly [Route, ...Route[]];
  /** Messages that arrive. */
  readonly messages: number;
  /** Of the seeds from 1 on, the first whose exchanges show it. */
  readonly shows: (recordings: readonly Recording[]) => boolean;
}

const route = (id: string, nodes: readonly RouteNode[], errors: ErrorHandling = noErrorHandling): Route => ({
  id,
  group: "vectors",
  description: `Shows ${id}`,
  from: id.endsWith("-2") ? `seda:${id}` : `direct:${id}`,
  source: "VectorRoutes.java:1",
  weight: 1,
  message: "order",
  errors,
  nodes,
});

const always = (fault: (typeof faults)[keyof typeof faults]) => ({ fails: { fault, chance: 1 } });
const shown = { messages: 1, shows: () => true };
const steps = (recordings: readonly Recording[]) => recordings.flatMap((recording) => recording.steps);

const branching: readonly Scenario[] = [
  {
    ...shown,
    name: "choice",
    says: "The step of the choice names the branch taken; the steps of that branch have it as their parent",
    routes: [
      route("choice", [
        n.choice("choice1", [n.when("when1", "${header.vip} == true", [5, n.log("log1", "log[vip]"), n.to("to1", "jms:queue:vip")])], n.otherwise("otherwise1", 1, [n.log("log2", "log[plain]")])),
      ]),
    ],
  },
  {
    ...shown,
    name: "split",
    says: "Steps inside carry the iteration and the number of their sub-exchange; branches that run in parallel overlap in time",
    routes: [route("split", [n.split("split1", { label: "split[${body}]", times: [3, 3], parallel: true, nodes: [n.log("log1", "log[part]"), n.to("to1", "http://inventory/reserve")] })])],
  },
  {
    ...shown,
    name: "multicast",
    says: "Each branch has its iteration and its sub-exchange",
    routes: [route("multicast", [n.multicast("multicast1", false, [[n.to("to1", "jms:queue:a")], [n.to("to2", "jms:queue:b")]])])],
  },
  {
    ...shown,
    name: "recipient-list",
    says: "One step per recipient under the step of the list, with the same node and the endpoint sent to",
    routes: [route("recipient-list", [n.hops("recipientList", "recipientList1", { label: "recipientList[${header.to}]", uris: ["http://a/quote", "http://b/quote"], hops: [2, 2] })])],
  },
  {
    ...shown,
    name: "loop",
    says: "Iterations of the same exchange: no sub-exchanges",
    routes: [route("loop", [n.loop("loop1", { label: "loop[3]", times: [3, 3], nodes: [n.to("to1", "http://pages")] })])],
  },
  {
    name: "filter",
    says: "A message that does not match: the step is filtered, and so is the exchange, since nothing follows",
    messages: 1,
    shows: (recordings) => recordings[0]?.status === status.filtered,
    routes: [route("filter", [n.filter("filter1", { label: "filter[${body.total} > 10]", passes: 0.5, nodes: [n.log("log1", "log[passed]")] })])],
  },
  {
    name: "idempotent",
    says: "The first message passes, its repetition is filtered at the consumer",
    messages: 2,
    shows: ([first, second]) => first?.status === status.completed && second?.status === status.filtered,
    routes: [route("idempotent", [n.idempotent("idempotentConsumer1", { label: "idempotentConsumer[${header.id}]", passes: 0.5, nodes: [n.to("to1", "sql:insert")] })])],
  },
  {
    ...shown,
    name: "dynamic-router",
    says: "One step per hop under the step of the router, each with its endpoint",
    routes: [route("dynamic-router", [n.hops("dynamicRouter", "dynamicRouter1", { label: "dynamicRouter[next]", uris: ["direct:first", "direct:second"], hops: [2, 2] })])],
  },
  {
    ...shown,
    name: "routing-slip",
    says: "One step per hop under the step of the slip, each with its endpoint",
    routes: [route("routing-slip", [n.hops("routingSlip", "routingSlip1", { label: "routingSlip[${header.slip}]", uris: ["direct:first", "direct:second", "direct:third"], hops: [3, 3] })])],
  },
];

const failing: readonly Scenario[] = [
  {
    ...shown,
    name: "do-try",
    says: "The failing step and the error are handled; the steps of the catch have its step as their parent, which, like the finally, is under the doTry",
    routes: [
      route("do-try", [
        n.doTry("doTry1", {
          nodes: [n.to("to1", "http://inventory", always(faults.connectionRefused))],
          catches: [{ id: "doCatch1", errorClass: faults.connectionRefused.errorClass, nodes: [n.log("log1", "log[caught]")] }],
          finally: { id: "doFinally1", nodes: [n.log("log2", "log[finally]")] },
        }),
      ]),
    ],
  },
  {
    ...shown,
    name: "on-exception",
    says: "The steps of onException have its step as their parent, which is directly under the route; the exchange is handled",
    routes: [
      route("on-exception", [n.validate("validate1", "validate[body]", always(faults.invalidOrder)), n.log("log1", "log[never]")], {
        ...noErrorHandling,
        onExceptions: [{ id: "onException1", errorClass: faults.invalidOrder.errorClass, handled: true, nodes: [n.to("to1", "jms:queue:invalid")] }],
      }),
    ],
  },
  {
    name: "redelivery",
    says: "Every attempt is a step of its own; those that were followed by another are handled, the last one's outcome is the step's",
    messages: 1,
    shows: ([only]) => only?.redeliveries === 2 && only.status === status.completed,
    routes: [
      route("redelivery", [n.to("to1", "http://carrier", { fails: { fault: faults.readTimeout, chance: 1 } }), n.log("log1", "log[sent]")], {
        ...noErrorHandling,
        redeliveries: 3,
        delay: n.takes(100_000, 0),
      }),
    ],
  },
  {
    name: "dead-letter",
    says: "Redeliveries are exhausted: the error names the dead letter endpoint and the exchange is handled",
    messages: 1,
    shows: ([only]) => only?.redeliveries === 1 && only.errors[0]?.deadLetter !== undefined,
    routes: [
      route("dead-letter", [n.to("to1", "kafka:parcels", always(faults.brokerAway))], { redeliveries: 1, delay: n.takes(50_000, 0), onExceptions: [], deadLetter: "jms:queue:dead" }),
    ],
  },
  {
    ...shown,
    name: "failed",
    says: "Nobody handles the error: the step, those around it and the exchange have failed",
    routes: [route("failed", [n.split("split1", { label: "split[${body}]", times: [1, 1], nodes: [n.unmarshal("unmarshal1", "unmarshal[json]", always(faults.badJson))] })])],
  },
  {
    name: "circuit-breaker",
    says: "The step of the breaker names the branch fallback; the failing step inside is handled",
    messages: 1,
    shows: (recordings) => steps(recordings).some((step) => step.status === status.handled),
    routes: [
      route("circuit-breaker", [
        n.circuitBreaker("circuitBreaker1", {
          opens: 0,
          nodes: [n.to("to1", "http://payments", always(faults.serverError))],
          fallback: { id: "onFallback1", nodes: [n.to("to2", "jms:queue:later")] },
        }),
      ]),
    ],
  },
];

const joining: readonly Scenario[] = [
  {
    name: "aggregate",
    says: "Each contributor ends at the aggregate with the branch aggregated; the completion is an exchange of its own that links to them",
    messages: 3,
    shows: (recordings) => recordings.length === 4,
    routes: [route("aggregate", [n.aggregate("aggregate1", { label: "aggregate[true]", size: 3, nodes: [n.to("to1", "sftp:ledger")] })])],
  },
  {
    ...shown,
    name: "wire-tap",
    says: "The tapped exchange is another one whose parent is the step of the wireTap, in the same trace",
    routes: [route("wire-tap", [n.wireTap("wireTap1", "seda:wire-tap-2", { app: "vectors", route: "wire-tap-2" }), n.log("log1", "log[on]")]), route("wire-tap-2", [n.log("log2", "log[tapped]")])],
  },
  {
    ...shown,
    name: "seda",
    says: "What is sent to seda goes on in another exchange whose parent is the sending step",
    routes: [route("seda", [n.to("to1", "seda:seda-2", { reaches: { app: "vectors", route: "seda-2", how: "async" } })]), route("seda-2", [n.log("log1", "log[later]")])],
  },
  {
    ...shown,
    name: "threads",
    says: "The same exchange goes on in another thread: threads is a step like any other",
    routes: [route("threads", [n.threads("threads1"), n.to("to1", "http://slow")])],
  },
  {
    ...shown,
    name: "direct",
    says: "The step names the route it enters; that route's steps have it as their parent",
    routes: [route("direct", [n.direct("direct1", "direct-inner")]), route("direct-inner", [n.log("log1", "log[inside]")])],
  },
];

export const scenarios: readonly Scenario[] = [...branching, ...failing, ...joining];
