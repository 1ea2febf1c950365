import * as fc from "fast-check";

const pieces = [
  "(",
  ")",
  ",",
  '"',
  "\\",
  "-",
  "AND",
  "OR",
  "NOT",
  ":",
  "=",
  "!=",
  ">",
  "~",
  "*",
  "?",
  " ",
  "status",
  "failed",
  "attr.",
  "attr.a",
  "duration",
  "250ms",
  "'",
  "%",
  "_",
  "é",
  "\u{1f42b}",
  "\ud800",
  "\n",
  "{p:String}",
  "--",
  ";",
];

/** Anything that could be typed or pasted into the query bar. */
export const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 80 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join("")),
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(" ")),
);

const word = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._*?-]{0,12}$/).filter((text) => !["AND", "OR", "NOT"].includes(text));
const quoted = fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => `"${text.replace(/["\\]/g, "\\$&")}"`);
const value = fc.oneof(word, quoted);

const keyword = fc.constantFrom(
  "app",
  "environment",
  "route",
  "node",
  "failedNode",
  "exchange",
  "trace",
  "key",
  "instance",
  "deployment",
  "attr.orderId",
  'attr."a b"',
);
const text = fc.constantFrom("error", "errorClass", "uri", "body", "text");
const duration = fc.tuple(fc.nat(5_000), fc.constantFrom("us", "ms", "s")).map(([count, unit]) => `${count}${unit}`);

const condition = fc.oneof(
  value,
  fc.tuple(fc.oneof(keyword, text), fc.constantFrom(":", "=", "!="), value).map((parts) => parts.join("")),
  fc.tuple(keyword, fc.array(value, { minLength: 2, maxLength: 3 })).map(([field, values]) => `${field}:(${values.join(",")})`),
  fc.tuple(fc.oneof(keyword, text), fc.constant("~"), fc.constantFrom("a.*b", "^x", '"[a-z]+ \\d"', ".")).map((parts) => parts.join("")),
  fc.tuple(fc.constant("duration"), fc.constantFrom(">", ">=", "<", "<=", "=", "!="), duration).map((parts) => parts.join("")),
  fc
    .tuple(fc.constantFrom("status:", "status!="), fc.constantFrom("failed", "completed", "(failed, handled)"))
    .map((parts) => parts.join("")),
  fc.oneof(keyword, text).map((field) => `${field}:*`),
  fc.tuple(fc.constantFrom("redeliveries", "steps", "attr.amount"), fc.constantFrom(">", "<="), fc.nat(9)).map((parts) => parts.join("")),
);

const { query } = fc.letrec<{ query: string }>((tie) => ({
  query: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    condition,
    fc.tuple(tie("query"), fc.constantFrom(" ", " AND ", " OR "), tie("query")).map((parts) => parts.join("")),
    tie("query").map((inner) => `NOT (${inner})`),
    tie("query").map((inner) => `-(${inner})`),
  ),
}));

/** Queries that parse. */
export const validQuery = query;
