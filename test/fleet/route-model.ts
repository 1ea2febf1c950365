/** How long something takes: median in µs and how much it varies. */
export interface Latency {
  readonly us: number;
  readonly spread: number;
}

export interface Fault {
  readonly errorClass: string;
  /** `{key}` is replaced by the message's attribute of that name. */
  readonly message: string;
  /** How long the step takes until it fails. */
  readonly after: Latency;
  /** Frames of the stack below the class and message. */
  readonly stack: readonly string[];
}

interface Common {
  readonly id: string;
  readonly takes: Latency;
}

/** A processor that does one thing: log, setHeader, transform, bean, marshal … */
export interface PlainNode extends Common {
  readonly kind:
    | "log"
    | "setHeader"
    | "setBody"
    | "transform"
    | "bean"
    | "process"
    | "marshal"
    | "unmarshal"
    | "validate"
    | "convertBody"
    | "delay";
  readonly label: string;
  readonly fails?: { readonly fault: Fault; readonly chance: number };
  readonly changes?: number;
}

/** Sends to an endpoint. `reaches` names the route behind it: `sync` waits for its answer, `async` starts a new exchange. */
export interface SendNode extends Common {
  readonly kind: "to" | "toD" | "wireTap" | "enrich" | "pollEnrich";
  readonly uri: string;
  readonly reaches?: { readonly app: string; readonly route: string; readonly how: "sync" | "async" };
  readonly fails?: { readonly fault: Fault; readonly chance: number };
}

export interface DirectNode extends Common {
  readonly kind: "direct";
  readonly route: string;
}

export interface Branch {
  readonly id: string;
  readonly when: string;
  readonly weight: number;
  readonly nodes: readonly RouteNode[];
}

export interface ChoiceNode extends Common {
  readonly kind: "choice";
  readonly branches: readonly Branch[];
  readonly otherwise?: { readonly id: string; readonly weight: number; readonly nodes: readonly RouteNode[] };
}

/** split, multicast (one branch per entry of `branches`) and loop. */
export interface RepeatNode extends Common {
  readonly kind: "split" | "loop";
  readonly label: string;
  readonly times: readonly [number, number];
  readonly parallel: boolean;
  readonly nodes: readonly RouteNode[];
}

export interface MulticastNode extends Common {
  readonly kind: "multicast";
  readonly parallel: boolean;
  readonly branches: readonly (readonly RouteNode[])[];
}

/** recipientList sends to several at once; dynamicRouter and routingSlip to one after the other. */
export interface HopsNode extends Common {
  readonly kind: "recipientList" | "dynamicRouter" | "routingSlip";
  readonly label: string;
  readonly uris: readonly [string, ...string[]];
  readonly hops: readonly [number, number];
}

export interface GateNode extends Common {
  readonly kind: "filter" | "idempotentConsumer";
  readonly label: string;
  readonly passes: number;
  readonly nodes: readonly RouteNode[];
}

export interface TryNode extends Common {
  readonly kind: "doTry";
  readonly nodes: readonly RouteNode[];
  readonly catches: readonly { readonly id: string; readonly errorClass: string; readonly nodes: readonly RouteNode[] }[];
  readonly finally?: { readonly id: string; readonly nodes: readonly RouteNode[] };
}

export interface BreakerNode extends Common {
  readonly kind: "circuitBreaker";
  readonly opens: number;
  readonly nodes: readonly RouteNode[];
  readonly fallback: { readonly id: string; readonly nodes: readonly RouteNode[] };
}

export interface AggregateNode extends Common {
  readonly kind: "aggregate";
  readonly label: string;
  readonly size: number;
  readonly nodes: readonly RouteNode[];
}

export interface ThreadsNode extends Common {
  readonly kind: "threads" | "stop";
}

export type RouteNode =
  | PlainNode
  | SendNode
  | DirectNode
  | ChoiceNode
  | RepeatNode
  | MulticastNode
  | HopsNode
  | GateNode
  | TryNode
  | BreakerNode
  | AggregateNode
  | ThreadsNode;

export interface OnException {
  readonly id: string;
  readonly errorClass: string;
  readonly handled: boolean;
  readonly nodes: readonly RouteNode[];
}

/** What the error handler of a route does with a failing step. */
export interface ErrorHandling {
  readonly redeliveries: number;
  readonly delay: Latency;
  readonly onExceptions: readonly OnException[];
  /** Dead letter endpoint: what fails ends there, handled. */
  readonly deadLetter?: string;
}

export interface Route {
  readonly id: string;
  readonly group: string;
  readonly description: string;
  readonly from: string;
  readonly source: string;
  readonly nodes: readonly RouteNode[];
  readonly errors: ErrorHandling;
  /** Exchanges that start here on their own, relative to the other entries of the fleet; 0 for routes only others call. */
  readonly weight: number;
  /** What kind of message arrives here on its own. */
  readonly message: MessageKind;
}

export type MessageKind = "order" | "stock" | "invoice" | "parcel" | "notice" | "tick";

export interface App {
  readonly name: string;
  readonly camelVersion: string;
  readonly runtime: string;
  readonly deployment: string;
  readonly routes: readonly Route[];
}

export const noErrorHandling: ErrorHandling = { redeliveries: 0, delay: { us: 0, spread: 0 }, onExceptions: [] };
