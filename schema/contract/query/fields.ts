import type { FieldRef, Operator } from "#schema/contract/query/syntax";

/**
 * What a field holds. `keyword`: one value, `:` matches it whole, with wildcards. `text`: `:` matches words or parts of it.
 * `choice`: one of `choices`. `duration`: `250ms`, `2s`. `number`. `attribute`: a keyword that may also be compared as a number.
 */
export type FieldType = "keyword" | "text" | "choice" | "duration" | "number" | "attribute";

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** Written with a name after a dot: `attr.orderId`. */
  readonly keyed: boolean;
  readonly description: string;
  readonly choices: readonly string[];
  /** Whether the server can suggest values for it (for a keyed field: names). */
  readonly suggested: boolean;
}

export type Fields = readonly Field[];

const operatorsOfType: Record<FieldType, readonly Operator[]> = {
  keyword: [":", "=", "!=", "~"],
  text: [":", "=", "!=", "~"],
  choice: [":", "=", "!="],
  duration: [">", ">=", "<", "<=", "=", "!=", ":"],
  number: [">", ">=", "<", "<=", "=", "!=", ":"],
  attribute: [":", "=", "!=", "~", ">", ">=", "<", "<="],
};

export function operatorsOf(field: Field): readonly Operator[] {
  return operatorsOfType[field.type];
}

export function fieldOf(fields: Fields, ref: Pick<FieldRef, "name" | "key">): Field | undefined {
  return fields.find((field) => field.name === ref.name && field.keyed === (ref.key !== ""));
}

function keyword(name: string, description: string, suggested = false): Field {
  return { name, type: "keyword", keyed: false, description, choices: [], suggested };
}

function text(name: string, description: string, suggested = false): Field {
  return { name, type: "text", keyed: false, description, choices: [], suggested };
}

function amount(name: string, type: "duration" | "number", description: string): Field {
  return { name, type, keyed: false, description, choices: [], suggested: false };
}

function choice(name: string, description: string, choices: readonly string[]): Field {
  return { name, type: "choice", keyed: false, description, choices, suggested: true };
}

const statuses = ["running", "completed", "failed", "handled", "filtered", "stopped", "abandoned"];

/** What exchanges can be searched by. */
export const exchangeFields: Fields = [
  choice("status", "How the exchange ended", statuses),
  keyword("app", "App that ran it", true),
  keyword("environment", "Environment of the app", true),
  keyword("route", "Entry route, or a route it passed", true),
  amount("duration", "duration", "From start to end: 250ms, 2s, 1m"),
  text("error", "Part of the error's class or message"),
  text("errorClass", "Part of the error's class", true),
  keyword("node", "A processor it passed", true),
  keyword("failedNode", "The processor that failed", true),
  text("uri", "Part of an endpoint it came from or sent to"),
  keyword("exchange", "Exchange id, Camel's or this product's, also of a sub-exchange"),
  keyword("trace", "Trace id"),
  keyword("key", "A correlation id, or name=value of an attribute"),
  { ...keyword("attr", "A business attribute: attr.orderId", true), type: "attribute", keyed: true },
  keyword("instance", "Process that ran it", true),
  keyword("deployment", "Deployment of the app", true),
  amount("redeliveries", "number", "How often a step was tried again"),
  amount("steps", "number", "How many steps it took"),
  choice("source", "Who reported it", ["agent", "otlp", "replay", "test"]),
  { ...keyword("header", "A captured message header: header.CamelFileName"), keyed: true },
  text("body", "Words in a captured message body"),
  text("text", "Words anywhere; the same as writing them without a field"),
];
